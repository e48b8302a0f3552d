using Azure.Core.Extensions;
using Azure.Storage.Blobs;
using Marketplace.ServiceDefaults.Clients;

namespace Microsoft.Extensions.Azure;

/// <summary>The one call of Microsoft.Extensions.Azure's builder that our hosts may make on the stand-in.</summary>
public static class AzureClientBuilderExtensions
{
    public static IAzureClientBuilder<BlobServiceClient, BlobClientOptions> ConfigureOptions(
        this IAzureClientBuilder<BlobServiceClient, BlobClientOptions> builder, Action<BlobClientOptions> configureOptions) =>
        ((BlobServiceClientBuilder)builder).ConfigureOptions(configureOptions);
}
