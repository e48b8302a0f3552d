using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Core.Packages;

/// <summary>Makes the containers, and lets browsers send packages straight to the store.</summary>
public sealed class FileStoreSetup(BlobServiceClient client, IConfiguration configuration, IHostEnvironment environment) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => EnsureAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await client.GetBlobContainerClient(AzureFileStore.PackagesContainer).CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellationToken);
        await client.GetBlobContainerClient(AzureFileStore.MediaContainer).CreateIfNotExistsAsync(PublicAccessType.Blob, cancellationToken: cancellationToken);

        BlobServiceProperties properties = await client.GetPropertiesAsync(cancellationToken);
        var origins = AllowedOrigins();
        if (properties.Cors?.Any(rule => rule.AllowedOrigins == origins && rule.AllowedMethods.Contains("PUT", StringComparison.Ordinal)) != true)
        {
            properties.Cors =
            [
                new BlobCorsRule
                {
                    AllowedOrigins = origins,
                    AllowedMethods = "GET,HEAD,PUT,OPTIONS",
                    AllowedHeaders = "*",
                    ExposedHeaders = "*",
                    MaxAgeInSeconds = 3600,
                },
            ];
            await client.SetPropertiesAsync(properties, cancellationToken);
        }
    }

    // In Development the web app's port may change with every run; the signature guards the store in either case.
    private string AllowedOrigins() =>
        !environment.IsDevelopment() && configuration["Clients:Web"] is { Length: > 0 } web ? new Uri(web).GetLeftPart(UriPartial.Authority) : "*";
}
