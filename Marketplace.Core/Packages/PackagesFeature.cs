using Marketplace.Core.Catalog;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Packages;

public static class PackagesFeature
{
    /// <summary>Azure Blob needs <c>AddAzureBlobServiceClient("blobs")</c> of ServiceDefaults; S3 brings its client and health check along.</summary>
    public static IServiceCollection AddPackages(this IServiceCollection services, IConfiguration configuration)
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
            .AddHostedService(provider => provider.GetRequiredService<FileStoreSetup>())
            .AddScoped<AnnounceVersion>()
            .AddScoped<ReadUpload>()
            .AddScoped<CancelUpload>()
            .AddScoped<CompleteVersion>()
            .AddScoped<CheckPackage>()
            .AddScoped<SweepPackages>()
            .AddScoped(provider => ActivatorUtilities.CreateInstance<SweepStrayUploads>(provider, TimeProvider.System));
    }

    /// <summary>The S3 store beside whichever is configured.</summary>
    public static IServiceCollection AddS3FileStore(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(S3Settings.Read(configuration))
        .AddSingleton(provider => provider.GetRequiredService<S3Settings>().CreateClient())
        .AddSingleton<S3FileStore>();
}
