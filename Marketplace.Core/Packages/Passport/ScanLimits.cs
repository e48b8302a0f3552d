namespace Marketplace.Core.Packages.Passport;

/// <summary>The policy's limits; tests make them small.</summary>
internal sealed record ScanLimits
{
    public long UnpackedBytes { get; init; } = PackagePolicy.MaxUnpackedBytes;

    public int Entries { get; init; } = PackagePolicy.MaxEntriesWithNested;

    public int NestedBytes { get; init; } = PackagePolicy.MaxNestedBytes;

    public int Findings { get; init; } = PackagePolicy.MaxFindings;

    public TimeSpan Time { get; init; } = PackagePolicy.MaxScanTime;
}
