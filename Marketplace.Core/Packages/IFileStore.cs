using Marketplace.Core.Catalog;

namespace Marketplace.Core.Packages;

/// <summary>The object store: a private container for packages, a public one for media. Azure Blob now, S3 later.</summary>
public interface IFileStore : IMediaStore
{
    /// <summary>A signed address for one PUT of a whole body, and the headers it needs.</summary>
    SignedUpload SignUpload(string key, TimeSpan lifetime);

    /// <summary>A signed address for one block; blocks may arrive in any order.</summary>
    Uri SignBlock(string key, int index, TimeSpan lifetime);

    /// <summary>Joins the blocks 0 … <paramref name="count"/> - 1 into the object; false when one is missing.</summary>
    Task<bool> CommitBlocksAsync(string key, int count, CancellationToken cancellationToken);

    /// <summary>A signed address for reading, sent to the browser as a download named <paramref name="fileName"/>.</summary>
    Uri SignDownload(string key, string fileName, TimeSpan lifetime);

    /// <summary>The object's size; null when there is none.</summary>
    Task<long?> GetSizeAsync(string key, CancellationToken cancellationToken);

    /// <summary>A seekable stream that fetches ranges as they are read.</summary>
    Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Copies inside the store, without the bytes passing through here.</summary>
    Task CopyAsync(string fromKey, string toKey, CancellationToken cancellationToken);

    Task WriteAsync(string key, Stream content, string contentType, CancellationToken cancellationToken);

    Task DeleteAsync(string key, CancellationToken cancellationToken);
}

/// <param name="Headers">Must be sent with the PUT.</param>
public sealed record SignedUpload(Uri Url, IReadOnlyDictionary<string, string> Headers);
