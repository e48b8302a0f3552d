using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace Marketplace.Core.Packages;

public sealed partial class S3FileStore
{
    public Uri UploadOrigin => new(Sign("_", HttpVerb.PUT, TimeSpan.FromMinutes(1), _ => { }).GetLeftPart(UriPartial.Authority));

    public Task<BlockUpload> BeginBlocksAsync(string key, CancellationToken cancellationToken) =>
        BeginAsync(new(settings.PackagesBucket, key, ZipType), cancellationToken);

    public Uri SignBlock(BlockUpload upload, int index, TimeSpan lifetime) => Sign(upload.Key, HttpVerb.PUT, lifetime, request =>
    {
        request.UploadId = upload.UploadId;
        request.PartNumber = index + 1;
    });

    public async Task<IReadOnlyList<StoredBlock>?> ListBlocksAsync(BlockUpload upload, CancellationToken cancellationToken)
    {
        if (upload.UploadId is null)
        {
            return null;
        }

        var blocks = new List<StoredBlock>();
        var request = new ListPartsRequest { BucketName = settings.PackagesBucket, Key = upload.Key, UploadId = upload.UploadId };
        try
        {
            ListPartsResponse page;
            do
            {
                page = await client.ListPartsAsync(request, cancellationToken);
                blocks.AddRange((page.Parts ?? []).Select(part => new StoredBlock((part.PartNumber ?? 0) - 1, part.Size ?? 0, part.ETag)));
                request.PartNumberMarker = page.NextPartNumberMarker?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
            while (page.IsTruncated == true);
        }
        catch (AmazonS3Exception exception) when (IsGone(exception))
        {
            return null;
        }

        return blocks;
    }

    public async Task<bool> CommitBlocksAsync(BlockUpload upload, IReadOnlyList<StoredBlock> blocks, CancellationToken cancellationToken)
    {
        try
        {
            await CompleteAsync(settings.PackagesBucket, upload, blocks, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception exception) when (IsGone(exception) || exception.ErrorCode is "InvalidPart" or "InvalidPartOrder" or "EntityTooSmall")
        {
            return false;
        }
    }

    public async Task AbortBlocksAsync(BlockUpload upload, CancellationToken cancellationToken)
    {
        if (upload.UploadId is not null)
        {
            await AbortAsync(settings.PackagesBucket, upload, cancellationToken);
        }
    }

    public async IAsyncEnumerable<OpenUpload> ListOpenUploadsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListMultipartUploadsRequest { BucketName = settings.PackagesBucket, Prefix = prefix };
        ListMultipartUploadsResponse page;
        do
        {
            page = await client.ListMultipartUploadsAsync(request, cancellationToken);
            foreach (var open in page.MultipartUploads ?? [])
            {
                yield return new(new(open.Key, open.UploadId), Utc(open.Initiated));
            }

            request.KeyMarker = page.NextKeyMarker;
            request.UploadIdMarker = page.NextUploadIdMarker;
        }
        while (page.IsTruncated == true);
    }

    private async Task<BlockUpload> BeginAsync(S3Object target, CancellationToken cancellationToken)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = target.Bucket, Key = target.Key, ContentType = target.ContentType };
        var begun = await client.InitiateMultipartUploadAsync(request, cancellationToken);
        return new(target.Key, begun.UploadId);
    }

    /// <param name="buffer">Holds the first part, and then each next one.</param>
    private async Task WritePartsAsync(S3Object target, Stream content, byte[] buffer, CancellationToken cancellationToken)
    {
        var upload = await BeginAsync(target, cancellationToken);
        var blocks = new List<StoredBlock>();
        try
        {
            for (var filled = PackagePolicy.BlockBytes; filled > 0;)
            {
                using var body = new MemoryStream(buffer, 0, filled, writable: false);
                var sent = await client.UploadPartAsync(
                    new()
                    {
                        BucketName = target.Bucket,
                        Key = target.Key,
                        UploadId = upload.UploadId,
                        PartNumber = blocks.Count + 1,
                        InputStream = body,
                        PartSize = filled,
                        UseChunkEncoding = false,
                    },
                    cancellationToken);
                blocks.Add(new(blocks.Count, filled, sent.ETag));
                filled = await content.ReadAtLeastAsync(buffer.AsMemory(0, PackagePolicy.BlockBytes), PackagePolicy.BlockBytes, throwOnEndOfStream: false, cancellationToken);
            }

            await CompleteAsync(target.Bucket, upload, blocks, cancellationToken);
        }
        catch
        {
            // Its parts would be kept, and paid for, until somebody finds them.
            await AbortAsync(target.Bucket, upload, CancellationToken.None);
            throw;
        }
    }

    private Task CompleteAsync(string bucket, BlockUpload upload, IReadOnlyList<StoredBlock> blocks, CancellationToken cancellationToken) =>
        client.CompleteMultipartUploadAsync(
            new()
            {
                BucketName = bucket,
                Key = upload.Key,
                UploadId = upload.UploadId,
                PartETags = [.. blocks.OrderBy(block => block.Index).Select(block => new PartETag(block.Index + 1, block.Tag))],
            },
            cancellationToken);

    private async Task AbortAsync(string bucket, BlockUpload upload, CancellationToken cancellationToken)
    {
        try
        {
            await client.AbortMultipartUploadAsync(bucket, upload.Key, upload.UploadId, cancellationToken);
        }
        catch (AmazonS3Exception exception) when (IsGone(exception))
        {
            // Joined or aborted meanwhile.
        }
    }

    private static bool IsGone(AmazonS3Exception exception) => exception.StatusCode == HttpStatusCode.NotFound || exception.ErrorCode == "NoSuchUpload";

    private sealed record S3Object(string Bucket, string Key, string ContentType);
}
