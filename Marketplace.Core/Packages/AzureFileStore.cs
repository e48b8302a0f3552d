using System.Globalization;
using System.Net;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;

namespace Marketplace.Core.Packages;

/// <summary>
/// Azure Blob Storage, or Azurite. Signed addresses carry the account key's signature and expire by the wall clock, because the store
/// judges them by its own and not by the marketplace's.
/// </summary>
public sealed class AzureFileStore(BlobServiceClient client) : IFileStore
{
    public const string PackagesContainer = "packages";
    public const string MediaContainer = "media";

    private const int ReadBufferBytes = 1 << 20;

    private readonly BlobContainerClient packages = client.GetBlobContainerClient(PackagesContainer);
    private readonly BlobContainerClient media = client.GetBlobContainerClient(MediaContainer);

    public SignedUpload SignUpload(string key, TimeSpan lifetime) => new(
        Sign(key, lifetime, BlobSasPermissions.Create | BlobSasPermissions.Write),
        new Dictionary<string, string> { ["x-ms-blob-type"] = "BlockBlob", ["Content-Type"] = "application/zip" });

    public Uri SignBlock(string key, int index, TimeSpan lifetime)
    {
        var signed = new UriBuilder(Sign(key, lifetime, BlobSasPermissions.Create | BlobSasPermissions.Write));
        signed.Query = $"{signed.Query.TrimStart('?')}&comp=block&blockid={Uri.EscapeDataString(BlockId(index))}";
        return signed.Uri;
    }

    public async Task<bool> CommitBlocksAsync(string key, int count, CancellationToken cancellationToken)
    {
        var blob = packages.GetBlockBlobClient(key);
        var ids = Enumerable.Range(0, count).Select(BlockId).ToList();
        try
        {
            var staged = await blob.GetBlockListAsync(BlockListTypes.Uncommitted, cancellationToken: cancellationToken);
            if (ids.Except(staged.Value.UncommittedBlocks.Select(block => block.Name)).Any())
            {
                return false;
            }
        }
        catch (RequestFailedException exception) when (exception.Status == (int)HttpStatusCode.NotFound)
        {
            return false;
        }

        var headers = new BlobHttpHeaders { ContentType = "application/zip" };
        await blob.CommitBlockListAsync(ids, new CommitBlockListOptions { HttpHeaders = headers }, cancellationToken);
        return true;
    }

    public Uri SignDownload(string key, string fileName, TimeSpan lifetime) =>
        Sign(key, lifetime, BlobSasPermissions.Read, $"attachment; filename=\"{fileName.Replace("\"", "", StringComparison.Ordinal)}\"");

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

    private static async Task WriteAsync(BlobClient blob, Stream content, BlobHttpHeaders headers, CancellationToken cancellationToken) =>
        await blob.UploadAsync(content, new BlobUploadOptions { HttpHeaders = headers }, cancellationToken);

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

    // All ids of a blob must have one length.
    private static string BlockId(int index) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes("block-" + index.ToString("D6", CultureInfo.InvariantCulture)));
}
