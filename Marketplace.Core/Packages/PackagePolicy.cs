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

    /// <summary>The same for a whole package, nested archives counted: many entries just below the limit of one are a bomb as well.</summary>
    public const int MaxTotalRatio = 60;
    public const long TotalRatioFromBytes = 256 << 20;

    /// <summary>Archives within archives: the package itself is depth 0. Beyond it the package is refused.</summary>
    public const int MaxNesting = 3;

    /// <summary>A nested archive is unpacked into memory to be looked into; a larger one is named as unread.</summary>
    public const int MaxNestedBytes = 32 << 20;

    /// <summary>Entries of the package and of all archives inside it.</summary>
    public const int MaxEntriesWithNested = 60_000;

    /// <summary>So much of a text file is searched; more is data, not source.</summary>
    public const int TextScanBytes = 2 << 20;

    /// <summary>Lock files are read whole or not at all.</summary>
    public const int ManifestBytes = 8 << 20;

    /// <summary>A longer line is minified code or data: only precise rules look at it, in windows around what they look for.</summary>
    public const int MaxLineChars = 1_000;

    public const int MaxFindings = 500;
    public const int MaxDependencies = 5_000;

    /// <summary>A look through a package that takes longer is given up; well below <see cref="CheckLostAfter"/>.</summary>
    public static readonly TimeSpan MaxScanTime = TimeSpan.FromMinutes(20);

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
