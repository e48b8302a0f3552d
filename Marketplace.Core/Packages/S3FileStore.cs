using System.Buffers;
using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Packages;

/// <summary>
/// Amazon S3, Cloudflare R2, or another store that speaks S3. Signed addresses expire by the wall clock, because the store judges them by
/// its own and not by the marketplace's.
/// </summary>
public sealed partial class S3FileStore(IAmazonS3 client, S3Settings settings, ILogger<S3FileStore> logger) : IFileStore
{
    private const string ZipType = "application/zip";

    public async Task PrepareAsync(string webOrigin, CancellationToken cancellationToken)
    {
        foreach (var bucket in (string[])[settings.PackagesBucket, settings.MediaBucket])
        {
            await TryAsync("made", bucket, () => client.PutBucketAsync(new PutBucketRequest { BucketName = bucket }, cancellationToken));
        }

        var rule = new CORSRule
        {
            AllowedOrigins = [webOrigin],
            AllowedMethods = ["GET", "HEAD", "PUT"],
            AllowedHeaders = ["*"],
            ExposeHeaders = ["ETag"],
            MaxAgeSeconds = 3600,
        };
        var rules = new PutCORSConfigurationRequest { BucketName = settings.PackagesBucket, Configuration = new CORSConfiguration { Rules = [rule] } };
        await TryAsync("opened to browsers (CORS)", settings.PackagesBucket, () => client.PutCORSConfigurationAsync(rules, cancellationToken));
    }

    public SignedUpload SignUpload(string key, TimeSpan lifetime) => new(
        Sign(key, HttpVerb.PUT, lifetime, request => request.ContentType = ZipType),
        new Dictionary<string, string> { ["Content-Type"] = ZipType });

    public Uri SignDownload(string key, string fileName, TimeSpan lifetime) => Sign(key, HttpVerb.GET, lifetime, request =>
    {
        request.ResponseHeaderOverrides.ContentDisposition = DownloadName.Disposition(fileName);
        request.ResponseHeaderOverrides.ContentType = ZipType;
    });

    public async Task<long?> GetSizeAsync(string key, CancellationToken cancellationToken) => (await HeadAsync(key, cancellationToken))?.ContentLength;

    public async Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken)
    {
        var head = await HeadAsync(key, cancellationToken) ?? throw new FileNotFoundException($"There is no object {key} in the store.");
        return new S3ReadStream(client, settings.PackagesBucket, key, head.ContentLength, head.ETag);
    }

    /// <summary>One call: a package is below the 5 GiB that it takes.</summary>
    public Task CopyAsync(string fromKey, string toKey, CancellationToken cancellationToken) => client.CopyObjectAsync(
        new CopyObjectRequest { SourceBucket = settings.PackagesBucket, SourceKey = fromKey, DestinationBucket = settings.PackagesBucket, DestinationKey = toKey },
        cancellationToken);

    public Task WriteAsync(string key, Stream content, string contentType, CancellationToken cancellationToken) =>
        WriteAsync(settings.PackagesBucket, key, content, request => request.ContentType = contentType, contentType, cancellationToken);

    public Task DeleteAsync(string key, CancellationToken cancellationToken) => client.DeleteObjectAsync(settings.PackagesBucket, key, cancellationToken);

    public Task WriteMediaAsync(string key, Stream content, string contentType, CancellationToken cancellationToken) =>
        WriteAsync(settings.MediaBucket, key, content, request =>
        {
            request.ContentType = contentType;
            // A key is never written twice with other bytes, so browsers may keep it for good.
            request.Headers.CacheControl = "public, max-age=31536000, immutable";
        }, contentType, cancellationToken);

    public Task DeleteMediaAsync(string key, CancellationToken cancellationToken) => client.DeleteObjectAsync(settings.MediaBucket, key, cancellationToken);

    public Uri PublicUrl(string key)
    {
        var path = string.Join('/', key.Split('/').Select(Uri.EscapeDataString));
        return settings.PublicMediaUrl.Length > 0 ? new($"{settings.PublicMediaUrl.TrimEnd('/')}/{path}") : new(MediaBucketUrl, path);
    }

    public async IAsyncEnumerable<StoredFile> ListAsync(FileArea area, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = Bucket(area), Prefix = prefix };
        ListObjectsV2Response page;
        do
        {
            page = await client.ListObjectsV2Async(request, cancellationToken);
            foreach (var file in page.S3Objects ?? [])
            {
                yield return new(file.Key, file.Size ?? 0, Utc(file.LastModified));
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    public async Task<StoredContent?> FindAsync(FileArea area, string key, CancellationToken cancellationToken)
    {
        try
        {
            var found = await client.GetObjectAsync(Bucket(area), key, cancellationToken);
            return new(found.ResponseStream, found.ContentLength, found.Headers.ContentType);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private Uri MediaBucketUrl
    {
        get
        {
            var signed = Sign("_", HttpVerb.GET, TimeSpan.FromMinutes(1), request => request.BucketName = settings.MediaBucket);
            return new(signed, ".");
        }
    }

    private string Bucket(FileArea area) => area == FileArea.Media ? settings.MediaBucket : settings.PackagesBucket;

    private async Task<GetObjectMetadataResponse?> HeadAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetObjectMetadataAsync(settings.PackagesBucket, key, cancellationToken);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task WriteAsync(
        string bucket, string key, Stream content, Action<PutObjectRequest> describe, string contentType, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PackagePolicy.BlockBytes);
        try
        {
            var filled = await content.ReadAtLeastAsync(buffer.AsMemory(0, PackagePolicy.BlockBytes), PackagePolicy.BlockBytes, throwOnEndOfStream: false, cancellationToken);
            if (filled < PackagePolicy.BlockBytes)
            {
                using var body = new MemoryStream(buffer, 0, filled, writable: false);
                var request = new PutObjectRequest { BucketName = bucket, Key = key, InputStream = body, AutoCloseStream = false, UseChunkEncoding = false };
                describe(request);
                await client.PutObjectAsync(request, cancellationToken);
            }
            else
            {
                await WritePartsAsync(new(bucket, key, contentType), content, buffer, cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Uri Sign(string key, HttpVerb verb, TimeSpan lifetime, Action<GetPreSignedUrlRequest> describe)
    {
        var request = new GetPreSignedUrlRequest
        {
            BucketName = settings.PackagesBucket,
            Key = key,
            Verb = verb,
            Expires = (TimeProvider.System.GetUtcNow() + lifetime).UtcDateTime,
            Protocol = settings.ServiceUrl.StartsWith("http:", StringComparison.OrdinalIgnoreCase) ? Protocol.HTTP : Protocol.HTTPS,
        };
        describe(request);
        return new(client.GetPreSignedURL(request));
    }

    // R2 and others let only an administrator's key do this, and their console does it too.
    private async Task TryAsync(string what, string bucket, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode is "BucketAlreadyOwnedByYou" or "BucketAlreadyExists")
        {
            // As it should be.
        }
        catch (AmazonS3Exception exception)
        {
            logger.LogWarning(exception, "The bucket {Bucket} could not be {What}: the store answered {Code}. See docs/operations.md for doing it by hand.", bucket, what, exception.ErrorCode);
        }
    }

    private static DateTimeOffset Utc(DateTime? time) => time is { } known ? new(known.ToUniversalTime()) : DateTimeOffset.MaxValue;
}
