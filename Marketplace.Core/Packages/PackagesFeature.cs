using Marketplace.Core.Catalog;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Packages;

public static class PackagesFeature
{
    /// <summary>Needs <c>AddAzureBlobServiceClient("blobs")</c> of ServiceDefaults.</summary>
    public static IServiceCollection AddPackages(this IServiceCollection services) => services
        .AddSingleton<AzureFileStore>()
        .AddSingleton<IFileStore>(provider => provider.GetRequiredService<AzureFileStore>())
        .AddSingleton<IMediaStore>(provider => provider.GetRequiredService<AzureFileStore>())
        .AddSingleton<FileStoreSetup>()
        .AddHostedService(provider => provider.GetRequiredService<FileStoreSetup>())
        .AddScoped<AnnounceVersion>()
        .AddScoped<CompleteVersion>()
        .AddScoped<CheckPackage>()
        .AddScoped<SweepPackages>();
}
