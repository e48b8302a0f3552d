using Azure.Core.Extensions;
using Azure.Storage.Blobs;

namespace Marketplace.ServiceDefaults.Clients;

internal sealed class BlobServiceClientBuilder : IAzureClientBuilder<BlobServiceClient, BlobClientOptions>
{
    private readonly BlobClientOptions options = new();

    public BlobServiceClientBuilder ConfigureOptions(Action<BlobClientOptions> configure)
    {
        configure(options);
        return this;
    }

    internal BlobServiceClient Build(string connectionName, AzureStorageBlobsSettings settings)
    {
        if (!string.IsNullOrEmpty(settings.ConnectionString))
        {
            return new BlobServiceClient(settings.ConnectionString, options);
        }

        return settings switch
        {
            { ServiceUri: { } address, Credential: { } credential } => new BlobServiceClient(address, credential, options),
            { ServiceUri: { } address } => new BlobServiceClient(address, options),
            _ => throw new InvalidOperationException($"ConnectionStrings:{connectionName} is missing."),
        };
    }
}
