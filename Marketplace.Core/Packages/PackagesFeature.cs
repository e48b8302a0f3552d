using Marketplace.Core.Catalog;
using Marketplace.Core.Outbox;
using Marketplace.Core.Packages.Passport;
using Marketplace.Core.Packages.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Packages;

public static class PackagesFeature
{
    /// <summary>Needs <c>AddAzureBlobServiceClient("blobs")</c> of ServiceDefaults.</summary>
    public static IServiceCollection AddFileStore(this IServiceCollection services) => services
        .AddSingleton<AzureFileStore>()
        .AddSingleton<IFileStore>(provider => provider.GetRequiredService<AzureFileStore>())
        .AddSingleton<IMediaStore>(provider => provider.GetRequiredService<AzureFileStore>())
        .AddSingleton<FileStoreSetup>()
        .AddHostedService(provider => provider.GetRequiredService<FileStoreSetup>());

    public static IServiceCollection AddPackages(this IServiceCollection services, IConfiguration configuration) => services
        .AddFileStore()
        .AddSigning(configuration)
        .AddSingleton(ReviewPolicy.From(configuration))
        .AddSingleton(new PackageScanner(ClamAvScanner.FromAddress(configuration["Packages:ClamAv"])))
        .AddScoped<ManifestStore>()
        .AddScoped<ReadPackage>()
        .AddScoped<VersionOffers>()
        .AddScoped<AnnounceVersion>()
        .AddScoped<CompleteVersion>()
        .AddScoped<CheckPackage>()
        .AddScoped<AuditPackage>()
        .AddScoped<AuditPackages>()
        .AddScoped<DecideVersion>()
        .AddScoped<YankVersion>()
        .AddScoped<AppealFinding>()
        .AddScoped<DecideAppeal>()
        .AddScoped<SweepPackages>();

    /// <summary>What the Workers do for packages.</summary>
    public static IServiceCollection AddPackageReview(this IServiceCollection services) => services.AddOutboxHandler<ProductSubmitted, ApproveKnownSellers>();
}
