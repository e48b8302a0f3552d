using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;

namespace Marketplace.Core.Packages;

public sealed partial class AzureFileStore
{
    private const string BlockPrefix = "block-";

    public Uri UploadOrigin => new(packages.Uri.GetLeftPart(UriPartial.Authority));

    /// <summary>Nothing to open: a blob's blocks may be sent before there is a blob.</summary>
    public Task<BlockUpload> BeginBlocksAsync(string key, CancellationToken cancellationToken) => Task.FromResult(new BlockUpload(key, null));

    public Uri SignBlock(BlockUpload upload, int index, TimeSpan lifetime)
    {
        var signed = new UriBuilder(Sign(upload.Key, lifetime, BlobSasPermissions.Create | BlobSasPermissions.Write));
        signed.Query = $"{signed.Query.TrimStart('?')}&comp=block&blockid={Uri.EscapeDataString(BlockId(index))}";
        return signed.Uri;
    }

    public async Task<IReadOnlyList<StoredBlock>?> ListBlocksAsync(BlockUpload upload, CancellationToken cancellationToken)
    {
        try
        {
            var staged = await packages.GetBlockBlobClient(upload.Key).GetBlockListAsync(BlockListTypes.Uncommitted, cancellationToken: cancellationToken);
            return [.. staged.Value.UncommittedBlocks
                .Select(block => (Index: IndexOf(block.Name), block.SizeLong))
                .Where(block => block.Index is not null)
                .Select(block => new StoredBlock(block.Index!.Value, block.SizeLong, null))
                .OrderBy(block => block.Index)];
        }
        catch (RequestFailedException exception) when (exception.Status == (int)HttpStatusCode.NotFound)
        {
            return [];
        }
    }

    public async Task<bool> CommitBlocksAsync(BlockUpload upload, IReadOnlyList<StoredBlock> blocks, CancellationToken cancellationToken)
    {
        try
        {
            await packages.GetBlockBlobClient(upload.Key).CommitBlockListAsync(
                blocks.Select(block => BlockId(block.Index)),
                new CommitBlockListOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/zip" } },
                cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.InvalidBlockList)
        {
            return false;
        }
    }

    public async Task AbortBlocksAsync(BlockUpload upload, CancellationToken cancellationToken)
    {
        // A blob that is only blocks cannot be deleted; an empty one in its place drops them, and can.
        var blob = packages.GetBlockBlobClient(upload.Key);
        try
        {
            var none = new BlobRequestConditions { IfNoneMatch = ETag.All };
            var empty = await blob.CommitBlockListAsync([], new CommitBlockListOptions { Conditions = none }, cancellationToken);
            await blob.DeleteIfExistsAsync(conditions: new BlobRequestConditions { IfMatch = empty.Value.ETag }, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is (int)HttpStatusCode.Conflict or (int)HttpStatusCode.PreconditionFailed)
        {
            // Joined meanwhile.
        }
    }

    public async IAsyncEnumerable<OpenUpload> ListOpenUploadsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new GetBlobsOptions { Prefix = prefix, States = BlobStates.Uncommitted };
        await foreach (var blob in packages.GetBlobsAsync(options, cancellationToken))
        {
            // The listing has whole blobs too; one that is only blocks is empty and does not exist yet.
            if (blob.Properties.ContentLength is null or 0 && await GetSizeAsync(blob.Name, cancellationToken) is null)
            {
                yield return new(new(blob.Name, null), blob.Properties.LastModified ?? DateTimeOffset.MaxValue);
            }
        }
    }

    // All ids of a blob must have one length.
    private static string BlockId(int index) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(BlockPrefix + index.ToString("D6", CultureInfo.InvariantCulture)));

    /// <summary>Null for a block that a signed address was bent to make.</summary>
    private static int? IndexOf(string id)
    {
        if (!Base64.IsValid(id))
        {
            return null;
        }

        var text = Encoding.ASCII.GetString(Convert.FromBase64String(id));
        return text.StartsWith(BlockPrefix, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(BlockPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && BlockId(index) == id
            ? index
            : null;
    }
}
