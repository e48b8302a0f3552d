using System.Net;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;

namespace Marketplace.Core.Packages;

/// <summary>
/// Azure Blob Storage, or Azurite. Signed addresses carry the account key's signature and expire by the wall clock, because the store
/// judges them by its own and not by the marketplace's.
/// </summary>
public sealed partial class AzureFileStore(BlobServiceClient client) : IFileStore
{
    public const string PackagesContainer = "packages";
    public const string MediaContainer = "media";

    private const int ReadBufferBytes = 1 << 20;
    private const int WriteBlockBytes = 4 << 20;

    // The SDK's own choice holds five blocks of a stream in memory at once.
    private static readonly StorageTransferOptions Transfer = new() { MaximumConcurrency = 2, InitialTransferSize = WriteBlockBytes, MaximumTransferSize = WriteBlockBytes };

    private readonly BlobContainerClient packages = client.GetBlobContainerClient(PackagesContainer);
    private readonly BlobContainerClient media = client.GetBlobContainerClient(MediaContainer);

    public SignedUpload SignUpload(string key, TimeSpan lifetime) => new(
        Sign(key, lifetime, BlobSasPermissions.Create | BlobSasPermissions.Write),
        new Dictionary<string, string> { ["x-ms-blob-type"] = "BlockBlob", ["Content-Type"] = "application/zip" });

    public Uri SignDownload(string key, string fileName, TimeSpan lifetime) =>
        Sign(key, lifetime, BlobSasPermissions.Read, DownloadName.Disposition(fileName));

    public async Task<long?> GetSizeAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var properties = await packages.GetBlobClient(key).GetPropertiesAsync(cancellationToken: cancellationToken);
            return properties.Value.ContentLength;
        }
        catch (RequestFailedException exception) when (exception.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken) =>
        packages.GetBlobClient(key).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { BufferSize = ReadBufferBytes }, cancellationToken);

    public async Task CopyAsync(string fromKey, string toKey, CancellationToken cancellationToken)
    {
        var source = Sign(fromKey, TimeSpan.FromHours(1), BlobSasPermissions.Read);
        var copy = await packages.GetBlobClient(toKey).StartCopyFromUriAsync(source, cancellationToken: cancellationToken);
        await copy.WaitForCompletionAsync(cancellationToken);
    }

    public Task WriteAsync(string key, Stream content, string contentType, CancellationToken cancellationToken) =>
        WriteAsync(packages.GetBlobClient(key), content, new BlobHttpHeaders { ContentType = contentType }, cancellationToken);

    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        packages.GetBlobClient(key).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    public Task WriteMediaAsync(string key, Stream content, string contentType, CancellationToken cancellationToken)
    {
        // A key is never written twice with other bytes, so browsers may keep it for good.
        var headers = new BlobHttpHeaders { ContentType = contentType, CacheControl = "public, max-age=31536000, immutable" };
        return WriteAsync(media.GetBlobClient(key), content, headers, cancellationToken);
    }

    public Task DeleteMediaAsync(string key, CancellationToken cancellationToken) =>
        media.GetBlobClient(key).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    public Uri PublicUrl(string key) => media.GetBlobClient(key).Uri;

    public async IAsyncEnumerable<StoredFile> ListAsync(FileArea area, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in Area(area).GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }, cancellationToken))
        {
            yield return new(blob.Name, blob.Properties.ContentLength ?? 0, blob.Properties.LastModified ?? DateTimeOffset.MaxValue);
        }
    }

    public async Task<StoredContent?> FindAsync(FileArea area, string key, CancellationToken cancellationToken)
    {
        try
        {
            var found = await Area(area).GetBlobClient(key).DownloadStreamingAsync(cancellationToken: cancellationToken);
            return new(found.Value.Content, found.Value.Details.ContentLength, found.Value.Details.ContentType);
        }
        catch (RequestFailedException exception) when (exception.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task PrepareAsync(string webOrigin, CancellationToken cancellationToken)
    {
        await packages.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellationToken);
        await media.CreateIfNotExistsAsync(PublicAccessType.Blob, cancellationToken: cancellationToken);

        BlobServiceProperties properties = await client.GetPropertiesAsync(cancellationToken);
        if (properties.Cors?.Any(rule => rule.AllowedOrigins == webOrigin && rule.AllowedMethods.Contains("PUT", StringComparison.Ordinal)) != true)
        {
            properties.Cors =
            [
                new BlobCorsRule
                {
                    AllowedOrigins = webOrigin,
                    AllowedMethods = "GET,HEAD,PUT,OPTIONS",
                    AllowedHeaders = "*",
                    ExposedHeaders = "*",
                    MaxAgeInSeconds = 3600,
                },
            ];
            await client.SetPropertiesAsync(properties, cancellationToken);
        }
    }

    private static async Task WriteAsync(BlobClient blob, Stream content, BlobHttpHeaders headers, CancellationToken cancellationToken) =>
        await blob.UploadAsync(content, new BlobUploadOptions { HttpHeaders = headers, TransferOptions = Transfer }, cancellationToken);

    private Uri Sign(string key, TimeSpan lifetime, BlobSasPermissions permissions, string? disposition = null)
    {
        var blob = packages.GetBlobClient(key);
        if (!blob.CanGenerateSasUri)
        {
            throw new InvalidOperationException("ConnectionStrings:blobs has no account key, which signed addresses need.");
        }

        var builder = new BlobSasBuilder(permissions, TimeProvider.System.GetUtcNow() + lifetime)
        {
            BlobContainerName = PackagesContainer,
            BlobName = key,
            Resource = "b",
            Protocol = blob.Uri.Scheme == Uri.UriSchemeHttps ? SasProtocol.Https : SasProtocol.HttpsAndHttp,
            ContentDisposition = disposition,
        };
        return blob.GenerateSasUri(builder);
    }

    private BlobContainerClient Area(FileArea area) => area == FileArea.Media ? media : packages;
}
