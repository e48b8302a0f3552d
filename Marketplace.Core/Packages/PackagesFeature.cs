using Marketplace.Core.Catalog;
using Marketplace.Core.Outbox;
using Marketplace.Core.Packages.Passport;
using Marketplace.Core.Packages.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Packages;

public static class PackagesFeature
{
    /// <summary>Azure Blob needs <c>AddAzureBlobServiceClient("blobs")</c> of ServiceDefaults; S3 brings its client and health check along.</summary>
    public static IServiceCollection AddFileStore(this IServiceCollection services, IConfiguration configuration)
    {
        if (S3Settings.IsChosen(configuration))
        {
            services.AddS3FileStore(configuration).AddSingleton<IFileStore>(provider => provider.GetRequiredService<S3FileStore>());
            services.AddHealthChecks().AddCheck<S3HealthCheck>("blobs", timeout: S3HealthCheck.Timeout);
        }
        else
        {
            services.AddSingleton<AzureFileStore>().AddSingleton<IFileStore>(provider => provider.GetRequiredService<AzureFileStore>());
        }

        return services
            .AddSingleton<IMediaStore>(provider => provider.GetRequiredService<IFileStore>())
            .AddSingleton<FileStoreSetup>()
            .AddHostedService(provider => provider.GetRequiredService<FileStoreSetup>());
    }

    public static IServiceCollection AddPackages(this IServiceCollection services, IConfiguration configuration) => services
        .AddFileStore(configuration)
        .AddSigning(configuration)
        .AddSingleton(ReviewPolicy.From(configuration))
        .AddSingleton(new PackageScanner(ClamAvScanner.FromAddress(configuration["Packages:ClamAv"])))
        .AddScoped<ManifestStore>()
        .AddScoped<ReadPackage>()
        .AddScoped<VersionOffers>()
        .AddScoped<AnnounceVersion>()
        .AddScoped<ReadUpload>()
        .AddScoped<CancelUpload>()
        .AddScoped<CompleteVersion>()
        .AddScoped<CheckPackage>()
        .AddScoped<AuditPackage>()
        .AddScoped<AuditPackages>()
        .AddScoped<DecideVersion>()
        .AddScoped<YankVersion>()
        .AddScoped<AppealFinding>()
        .AddScoped<DecideAppeal>()
        .AddScoped<SweepPackages>()
        .AddScoped(provider => ActivatorUtilities.CreateInstance<SweepStrayUploads>(provider, TimeProvider.System));

    /// <summary>What the Workers do for packages.</summary>
    public static IServiceCollection AddPackageReview(this IServiceCollection services) => services
        .AddOutboxHandler<ProductSubmitted, ApproveKnownSellers>()
        .AddOutboxHandler<PackageReplaced, RemoveReplacedPackage>();

    /// <summary>The S3 store beside whichever is configured.</summary>
    public static IServiceCollection AddS3FileStore(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(S3Settings.Read(configuration))
        .AddSingleton(provider => provider.GetRequiredService<S3Settings>().CreateClient())
        .AddSingleton<S3FileStore>();
}
