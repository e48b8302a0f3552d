namespace Marketplace.Core.Packages;

/// <summary>The limits of a package: what a buyer's computer can unpack without harm.</summary>
public static class PackagePolicy
{
    public const long MaxBytes = 2L << 30;
    public const long MaxUnpackedBytes = 8L << 30;
    public const int MaxEntries = 20_000;

    /// <summary>A directory beyond this is refused unread; 20,000 entries with long names stay far below.</summary>
    public const int MaxDirectoryBytes = 16 << 20;

    /// <summary>Unpacked bytes per packed byte, for entries above <see cref="RatioFromBytes"/>. Source code stays below 20, a bomb is at 1,000.</summary>
    public const int MaxRatio = 200;
    public const long RatioFromBytes = 1 << 20;

    /// <summary>How many of the entries are kept to be shown.</summary>
    public const int ListedFiles = 2_000;

    /// <summary>256 blocks for the largest package; a lost connection costs at most a few. S3 joins none below 5 MiB.</summary>
    public const int BlockBytes = 8 << 20;

    public const string UploadPrefix = "uploads/";

    /// <summary>How long signed addresses take blocks; whoever comes back later asks for new ones.</summary>
    public static readonly TimeSpan UploadLifetime = TimeSpan.FromHours(12);

    /// <summary>An upload that was not completed, nor gone on with, by then is removed. Longer than its addresses live.</summary>
    public static readonly TimeSpan AbandonedAfter = TimeSpan.FromHours(24);

    /// <summary>A check that takes longer was lost with its worker and is started again.</summary>
    public static readonly TimeSpan CheckLostAfter = TimeSpan.FromMinutes(30);

    /// <summary>How a package of this size is cut for upload.</summary>
    public static IEnumerable<(int Index, long Offset, long Length)> Blocks(long sizeBytes)
    {
        for (var index = 0; (long)index * BlockBytes < sizeBytes; index++)
        {
            var offset = (long)index * BlockBytes;
            yield return (index, offset, Math.Min(BlockBytes, sizeBytes - offset));
        }
    }

    /// <summary>Those of the listed blocks that a package of this size has: a block of another length is not what was cut there.</summary>
    public static IReadOnlyList<StoredBlock> Arrived(long sizeBytes, IEnumerable<StoredBlock> listed)
    {
        var lengths = Blocks(sizeBytes).ToDictionary(block => block.Index, block => block.Length);
        return [.. listed.Where(block => lengths.TryGetValue(block.Index, out var length) && length == block.LengthBytes)];
    }

    public static int BlockCount(long sizeBytes) => (int)((sizeBytes + BlockBytes - 1) / BlockBytes);
}
