using System.Globalization;

namespace Marketplace.Core.Packages;

/// <summary>
/// Whether a buyer can unpack a zip without harm, judged by its directory alone: nothing is unpacked here.
/// </summary>
/// <param name="Refusal">The reason in plain words; null when the zip is good.</param>
public sealed record ZipInspection(string? Refusal, IReadOnlyList<PackageFile> Files)
{
    private const ushort EncryptedFlags = 0x0001 | 0x0040 | 0x2000;
    private const ushort PatchFlag = 0x0020;
    private const ushort AesMethod = 99;
    private const uint FileTypeMask = 0xF000;
    private const uint SymbolicLink = 0xA000;
    private const uint RegularFile = 0x8000;
    private const uint Folder = 0x4000;
    private const int LocalHeaderBytes = 30;

    public const string NotAZip = "The file is no complete zip.";

    /// <summary>Head, end and a directory in its place; says nothing yet about what is inside.</summary>
    public static async Task<bool> LooksLikeZipAsync(Stream stream, CancellationToken cancellationToken) =>
        await ZipReader.FindAsync(stream, cancellationToken) is not null;

    public static async Task<ZipInspection> InspectAsync(Stream stream, CancellationToken cancellationToken)
    {
        var (refusal, entries, _) = await ReadAsync(stream, PackagePolicy.MaxEntries, cancellationToken);
        return refusal is not null ? Refuse(refusal.Message) : Accept(entries);
    }

    /// <summary>The entries in the directory's order, judged; empty when refused.</summary>
    internal static async Task<(ZipRefusal? Refusal, IReadOnlyList<ZipEntry> Entries, ZipDirectory Directory)> ReadAsync(
        Stream stream, int maxEntries, CancellationToken cancellationToken)
    {
        if (await ZipReader.FindAsync(stream, cancellationToken) is not { } directory)
        {
            return (new(NotAZip), [], default);
        }

        if (directory.Entries > maxEntries || directory.Bytes > PackagePolicy.MaxDirectoryBytes)
        {
            return (ZipRefusal.Bomb(string.Create(CultureInfo.InvariantCulture, $"The zip has too many entries: {maxEntries:N0} is the limit.")), [], directory);
        }

        if (await ZipReader.ReadEntriesAsync(stream, directory, cancellationToken) is not { } entries)
        {
            return (new("The zip's directory is damaged."), [], directory);
        }

        var refusal = ZipRefusal.Of(entries.Select(RefusalOf).FirstOrDefault(reason => reason is not null))
            ?? ZipRefusal.Bomb(entries.Select(RefusalOfRatio).FirstOrDefault(reason => reason is not null) ?? RefusalOfSizes(entries) ?? RefusalOfPlaces(entries, directory.Offset))
            ?? ZipRefusal.Of(ZipNames.RefusalOfTogether(entries)
                ?? entries.Select(RefusalOfSize).FirstOrDefault(reason => reason is not null)
                ?? RefusalOfEnd(directory)
                ?? (entries.All(entry => entry.IsDirectory) ? "The zip contains no files." : null));
        return (refusal, refusal is null ? entries : [], directory);
    }

    private static ZipInspection Accept(IReadOnlyList<ZipEntry> entries)
    {
        PackageFile[] files =
        [
            .. entries.Where(entry => !entry.IsDirectory)
                .Select(entry => new PackageFile(ZipNames.Separators(entry.Name), entry.UnpackedBytes))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
        return new ZipInspection(null, files);
    }

    private static string? RefusalOf(ZipEntry entry)
    {
        var name = ZipNames.Shown(entry.Name);
        if ((entry.Flags & EncryptedFlags) != 0 || entry.Method == AesMethod)
        {
            return $"“{name}” is encrypted; buyers could not open it.";
        }

        if ((entry.UnixMode & FileTypeMask) == SymbolicLink)
        {
            return $"“{name}” is a symbolic link, which could point outside the folder it is unpacked to.";
        }

        if ((entry.UnixMode & FileTypeMask) is not (0 or RegularFile or Folder))
        {
            return $"“{name}” is a device or another special file. Leave it out.";
        }

        if ((ZipNames.RefusalOf(entry.Name) ?? RefusalOfOtherName(entry)) is { } refusal)
        {
            return refusal;
        }

        if (entry.Method is not (ZipEntry.Stored or ZipEntry.Deflated) || (entry.Flags & PatchFlag) != 0)
        {
            return $"“{name}” is packed by a method that not every computer can unpack. Pack the zip again with the usual one (Deflate).";
        }

        return null;
    }

    private static string? RefusalOfSize(ZipEntry entry) =>
        (entry.IsDirectory && entry.UnpackedBytes != 0) || (entry.Method == ZipEntry.Stored && entry.PackedBytes != entry.UnpackedBytes)
            ? $"“{ZipNames.Shown(entry.Name)}” is damaged: its sizes contradict each other."
            : null;

    private static string? RefusalOfRatio(ZipEntry entry) =>
        entry.UnpackedBytes > PackagePolicy.RatioFromBytes && entry.UnpackedBytes / PackagePolicy.MaxRatio > entry.PackedBytes
            ? $"“{ZipNames.Shown(entry.Name)}” unpacks to more than {PackagePolicy.MaxRatio} times its size."
            : null;

    private static string? RefusalOfOtherName(ZipEntry entry) => entry.OtherName is null
        ? null
        : $"“{ZipNames.Shown(entry.Name)}” has a second name, “{ZipNames.Shown(entry.OtherName)}”: some programs would unpack it under that one. Pack the zip again.";

    private static string? RefusalOfSizes(IReadOnlyList<ZipEntry> entries)
    {
        var rest = PackagePolicy.MaxUnpackedBytes;
        foreach (var entry in entries)
        {
            if (entry.UnpackedBytes > rest)
            {
                return string.Create(CultureInfo.InvariantCulture, $"The zip unpacks to more than {PackagePolicy.MaxUnpackedBytes >> 30} GiB.");
            }

            rest -= entry.UnpackedBytes;
        }

        return null;
    }

    // Entries that share bytes are how a small zip unpacks to terabytes (bamsoftware.com/hacks/zipbomb).
    private static string? RefusalOfPlaces(IReadOnlyList<ZipEntry> entries, long directoryOffset)
    {
        var free = 0L;
        foreach (var entry in entries.OrderBy(entry => entry.HeaderOffset))
        {
            if (entry.HeaderOffset < free || entry.HeaderOffset > directoryOffset || entry.PackedBytes > directoryOffset)
            {
                return $"“{ZipNames.Shown(entry.Name)}” overlaps another entry; the zip is damaged.";
            }

            free = entry.HeaderOffset + LocalHeaderBytes + entry.NameBytes + entry.PackedBytes;
        }

        return free > directoryOffset ? "The zip is damaged: an entry reaches into its directory." : null;
    }

    private static string? RefusalOfEnd(ZipDirectory directory) => directory.IsAmbiguous || directory.Offset + directory.Bytes != directory.EndOffset
        ? "The zip hides bytes behind its directory: some programs would see other files in it. Pack it again."
        : null;

    private static ZipInspection Refuse(string reason) => new(reason, []);
}
