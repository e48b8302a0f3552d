using Marketplace.Core.Catalog;

namespace Marketplace.Core.Packages;

/// <summary>The object store: a private container for packages, a public one for media. Azure Blob, or S3 and what speaks it.</summary>
public interface IFileStore : IMediaStore, IBlockStore
{
    /// <summary>Makes the containers, and lets pages of <paramref name="webOrigin"/> (or <c>*</c>) send and read by signed addresses.</summary>
    Task PrepareAsync(string webOrigin, CancellationToken cancellationToken);

    /// <summary>A signed address for one PUT of a whole body, and the headers it needs.</summary>
    SignedUpload SignUpload(string key, TimeSpan lifetime);

    /// <summary>A signed address for reading, sent to the browser as a download named <paramref name="fileName"/>.</summary>
    Uri SignDownload(string key, string fileName, TimeSpan lifetime);

    /// <summary>The object's size; null when there is none.</summary>
    Task<long?> GetSizeAsync(string key, CancellationToken cancellationToken);

    /// <summary>A seekable stream that fetches ranges as they are read.</summary>
    Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Copies inside the store, without the bytes passing through here.</summary>
    Task CopyAsync(string fromKey, string toKey, CancellationToken cancellationToken);

    /// <summary>Writes as the stream is read; memory does not grow with it.</summary>
    Task WriteAsync(string key, Stream content, string contentType, CancellationToken cancellationToken);

    Task DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>What an area holds under a prefix, by key, fetched page by page.</summary>
    IAsyncEnumerable<StoredFile> ListAsync(FileArea area, string prefix, CancellationToken cancellationToken);

    /// <summary>Any area's object with its type, to be read from start to end; null when there is none.</summary>
    Task<StoredContent?> FindAsync(FileArea area, string key, CancellationToken cancellationToken);
}

public enum FileArea
{
    Packages,
    Media,
}

/// <param name="Headers">Must be sent with the PUT.</param>
public sealed record SignedUpload(Uri Url, IReadOnlyDictionary<string, string> Headers);

/// <param name="ChangedAt">By the store's clock.</param>
public sealed record StoredFile(string Key, long SizeBytes, DateTimeOffset ChangedAt);

public sealed record StoredContent(Stream Content, long SizeBytes, string ContentType) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
