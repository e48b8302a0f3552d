namespace Marketplace.Core.Packages;

/// <summary>
/// Uploads in blocks, which arrive in any order and more than once, and are joined at the end. Every block but the last has
/// <see cref="PackagePolicy.BlockBytes"/>: S3 joins none below 5 MiB.
/// </summary>
public interface IBlockStore
{
    /// <summary>Where browsers send the blocks; pages that upload must be allowed to connect to it.</summary>
    Uri UploadOrigin { get; }

    Task<BlockUpload> BeginBlocksAsync(string key, CancellationToken cancellationToken);

    Uri SignBlock(BlockUpload upload, int index, TimeSpan lifetime);

    /// <summary>The blocks that have arrived, by index; null when the store does not know the upload, or no more.</summary>
    Task<IReadOnlyList<StoredBlock>?> ListBlocksAsync(BlockUpload upload, CancellationToken cancellationToken);

    /// <summary>Joins these blocks, as they were listed, into the object; false when one is missing or was sent again since.</summary>
    Task<bool> CommitBlocksAsync(BlockUpload upload, IReadOnlyList<StoredBlock> blocks, CancellationToken cancellationToken);

    /// <summary>Forgets the blocks that were not joined. An object that was stays.</summary>
    Task AbortBlocksAsync(BlockUpload upload, CancellationToken cancellationToken);

    /// <summary>Uploads that hold blocks nobody has joined.</summary>
    IAsyncEnumerable<OpenUpload> ListOpenUploadsAsync(string prefix, CancellationToken cancellationToken);
}

/// <param name="UploadId">The store's own name for it; null where the key is enough (Azure).</param>
public sealed record BlockUpload(string Key, string? UploadId);

/// <param name="Tag">What the store calls this very content of the block; null where it has no word for it.</param>
public sealed record StoredBlock(int Index, long LengthBytes, string? Tag);

/// <param name="StartedAt">By the store's clock.</param>
public sealed record OpenUpload(BlockUpload Upload, DateTimeOffset StartedAt);
