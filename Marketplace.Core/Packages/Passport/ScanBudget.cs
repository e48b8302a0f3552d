using System.Globalization;

namespace Marketplace.Core.Packages.Passport;

/// <summary>Counts what comes out of a package and of all archives in it, as it comes out and whatever the directories say.</summary>
internal sealed class ScanBudget(ScanLimits limits, long packedBytes)
{
    private long unpacked;
    private int entries;

    public int EntriesLeft => limits.Entries - entries;

    public ZipRefusal? TakeEntry() => ++entries > limits.Entries
        ? ZipRefusal.Bomb(string.Create(CultureInfo.InvariantCulture, $"The package and the archives in it have too many files: {limits.Entries:N0} is the limit."))
        : null;

    public ZipRefusal? Take(int bytes)
    {
        unpacked += bytes;
        if (unpacked > limits.UnpackedBytes)
        {
            return ZipRefusal.Bomb(string.Create(CultureInfo.InvariantCulture, $"The package unpacks to more than {limits.UnpackedBytes >> 20:N0} MiB, archives in it included."));
        }

        return unpacked > PackagePolicy.TotalRatioFromBytes && unpacked / PackagePolicy.MaxTotalRatio > packedBytes
            ? ZipRefusal.Bomb($"The package unpacks to more than {PackagePolicy.MaxTotalRatio} times its size.")
            : null;
    }
}
