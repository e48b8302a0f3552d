namespace Marketplace.Core.Packages;

/// <param name="UploadId">To be given back with complete: a later announcement of another file has another.</param>
/// <param name="Blocks">Empty when no size was announced.</param>
/// <param name="Arrived">Indexes of the blocks that need not be sent.</param>
/// <param name="ExpiresAt">Wall-clock time.</param>
public sealed record UploadTarget(
    Guid VersionId,
    Guid UploadId,
    string Version,
    SignedUpload Whole,
    IReadOnlyList<UploadBlock> Blocks,
    IReadOnlyList<int> Arrived,
    DateTimeOffset ExpiresAt)
{
    internal static UploadTarget Of(PackageVersion version, IReadOnlyList<StoredBlock> listed, IFileStore files)
    {
        var lifetime = PackagePolicy.UploadLifetime;
        var expiresAt = TimeProvider.System.GetUtcNow() + lifetime;
        var size = version.AnnouncedBytes ?? 0;
        return new(
            version.Id,
            version.UploadId ?? throw new InvalidOperationException($"Version {version.Id} has no upload."),
            version.Version,
            files.SignUpload(version.BlobKey, lifetime),
            [.. PackagePolicy.Blocks(size).Select(block => new UploadBlock(block.Index, block.Offset, block.Length, files.SignBlock(version.Upload, block.Index, lifetime)))],
            [.. PackagePolicy.Arrived(size, listed).Select(block => block.Index)],
            expiresAt);
    }
}

public sealed record UploadBlock(int Index, long Offset, long LengthBytes, Uri Url);
