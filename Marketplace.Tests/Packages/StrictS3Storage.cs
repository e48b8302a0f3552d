using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Marketplace.Tests.Packages;

internal sealed class StrictS3Exception(int status, string code) : Exception(code)
{
    public int Status => status;
}

internal sealed record StrictS3Headers(string? ContentType, string? CacheControl);

internal sealed record StrictS3Object(string Key, string File, long Size, string ETag, StrictS3Headers Headers, DateTimeOffset ChangedAt);

internal sealed record StrictS3Upload(string Id, string Bucket, string Key, string? ContentType, DateTimeOffset StartedAt, ConcurrentDictionary<int, (string File, string ETag, long Size)> Parts);

/// <summary>What <see cref="StrictS3"/> keeps: bytes in files, names in memory, with S3's rules for joining parts.</summary>
internal sealed class StrictS3Storage : IDisposable
{
    private const long SmallestPart = 5 << 20;

    private readonly string folder = Directory.CreateTempSubdirectory("marketplace-strict-s3-").FullName;
    private readonly ConcurrentDictionary<(string Bucket, string Key), StrictS3Object> objects = new();
    private readonly ConcurrentDictionary<string, StrictS3Upload> uploads = new();
    private int files;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public IEnumerable<StrictS3Object> Objects(string bucket, string prefix) => objects
        .Where(pair => pair.Key.Bucket == bucket && pair.Key.Key.StartsWith(prefix, StringComparison.Ordinal))
        .Select(pair => pair.Value)
        .OrderBy(file => file.Key, StringComparer.Ordinal);

    public IEnumerable<StrictS3Upload> Uploads(string bucket, string prefix) => uploads.Values
        .Where(upload => upload.Bucket == bucket && upload.Key.StartsWith(prefix, StringComparison.Ordinal))
        .OrderBy(upload => upload.Id, StringComparer.Ordinal);

    public StrictS3Object Find(string bucket, string key) => objects.TryGetValue((bucket, key), out var found) ? found : throw new StrictS3Exception(404, "NoSuchKey");

    public void Delete(string bucket, string key)
    {
        if (objects.TryRemove((bucket, key), out var gone))
        {
            File.Delete(gone.File);
        }
    }

    public async Task<string> WriteAsync(string bucket, string key, Stream body, StrictS3Headers headers, string hash, CancellationToken cancellationToken)
    {
        var (file, etag, size) = await SaveAsync(body, hash, cancellationToken);
        return Keep(new(key, file, size, etag, headers, TimeProvider.System.GetUtcNow()), bucket).ETag;
    }

    public async Task<StrictS3Object> CopyAsync(StrictS3Object source, string bucket, string key)
    {
        await using var from = File.OpenRead(source.File);
        var (file, etag, size) = await SaveAsync(from, "UNSIGNED-PAYLOAD", CancellationToken.None);
        return Keep(new(key, file, size, etag, source.Headers, TimeProvider.System.GetUtcNow()), bucket);
    }

    public string Begin(string bucket, string key, string? contentType)
    {
        var id = Guid.CreateVersion7().ToString("N");
        uploads[id] = new(id, bucket, key, contentType, TimeProvider.System.GetUtcNow(), new());
        return id;
    }

    public async Task<string> WritePartAsync(string id, string key, int number, Stream body, string hash, CancellationToken cancellationToken)
    {
        var upload = Upload(id, key);
        var part = await SaveAsync(body, hash, cancellationToken);
        upload.Parts[number] = part;
        return part.ETag;
    }

    public IEnumerable<(int Number, string ETag, long Size)> Parts(string id, string key) =>
        Upload(id, key).Parts.OrderBy(part => part.Key).Select(part => (part.Key, part.Value.ETag, part.Value.Size));

    public void Abort(string id, string key)
    {
        foreach (var part in Upload(id, key).Parts.Values)
        {
            File.Delete(part.File);
        }

        uploads.TryRemove(id, out _);
    }

    public async Task<string> CompleteAsync(string id, string key, List<(int Number, string ETag)> wanted)
    {
        var upload = Upload(id, key);
        if (wanted.Count == 0 || !wanted.Select(part => part.Number).SequenceEqual(wanted.Select(part => part.Number).Order().Distinct()))
        {
            throw new StrictS3Exception(400, "InvalidPartOrder");
        }

        if (wanted.Any(part => !upload.Parts.TryGetValue(part.Number, out var known) || known.ETag.Trim('"') != part.ETag))
        {
            throw new StrictS3Exception(400, "InvalidPart");
        }

        if (wanted.SkipLast(1).Any(part => upload.Parts[part.Number].Size < SmallestPart))
        {
            throw new StrictS3Exception(400, "EntityTooSmall");
        }

        if (!uploads.TryRemove(id, out _))
        {
            throw new StrictS3Exception(404, "NoSuchUpload");
        }

        var file = NewFile();
        await using (var whole = File.Create(file))
        {
            foreach (var part in wanted)
            {
                await using (var bytes = File.OpenRead(upload.Parts[part.Number].File))
                {
                    await bytes.CopyToAsync(whole);
                }

                File.Delete(upload.Parts[part.Number].File);
            }
        }

        return Keep(new(key, file, new FileInfo(file).Length, $"\"{Guid.NewGuid():N}-{wanted.Count}\"", new(upload.ContentType, null), TimeProvider.System.GetUtcNow()), upload.Bucket).ETag;
    }

    private StrictS3Upload Upload(string id, string key) =>
        uploads.TryGetValue(id, out var upload) && upload.Key == key ? upload : throw new StrictS3Exception(404, "NoSuchUpload");

    private StrictS3Object Keep(StrictS3Object file, string bucket)
    {
        objects.TryGetValue((bucket, file.Key), out var old);
        objects[(bucket, file.Key)] = file;
        if (old is not null)
        {
            File.Delete(old.File);
        }

        return file;
    }

    private string NewFile() => Path.Combine(folder, Interlocked.Increment(ref files).ToString(System.Globalization.CultureInfo.InvariantCulture));

    private async Task<(string File, string ETag, long Size)> SaveAsync(Stream body, string expected, CancellationToken cancellationToken)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var file = NewFile();
        var buffer = new byte[81_920];
        long size = 0;
        await using (var stream = File.Create(file))
        {
            int read;
            while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                md5.AppendData(buffer, 0, read);
                sha256.AppendData(buffer, 0, read);
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                size += read;
            }
        }

        return expected == "UNSIGNED-PAYLOAD" || expected == Convert.ToHexStringLower(sha256.GetHashAndReset())
            ? (file, $"\"{Convert.ToHexStringLower(md5.GetHashAndReset())}\"", size)
            : throw new StrictS3Exception(400, "XAmzContentSHA256Mismatch");
    }
}
