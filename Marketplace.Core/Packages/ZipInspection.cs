using System.Globalization;
using System.Text;

namespace Marketplace.Core.Packages;

/// <summary>
/// Whether a buyer can unpack a zip without harm, judged by its directory alone: nothing is unpacked here.
/// </summary>
/// <param name="Refusal">The reason in plain words; null when the zip is good.</param>
public sealed record ZipInspection(string? Refusal, IReadOnlyList<PackageFile> Files)
{
    private const ushort EncryptedFlags = 0x0001 | 0x0040;
    private const ushort AesMethod = 99;
    private const uint FileTypeMask = 0xF000;
    private const uint SymbolicLink = 0xA000;
    private const int LocalHeaderBytes = 30;
    private const int MaxNameLength = 1_000;

    public const string NotAZip = "The file is no complete zip.";

    /// <summary>Head, end and a directory in its place; says nothing yet about what is inside.</summary>
    public static async Task<bool> LooksLikeZipAsync(Stream stream, CancellationToken cancellationToken) =>
        await ZipReader.FindAsync(stream, cancellationToken) is not null;

    public static async Task<ZipInspection> InspectAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (await ZipReader.FindAsync(stream, cancellationToken) is not { } directory)
        {
            return Refuse(NotAZip);
        }

        if (directory.Entries > PackagePolicy.MaxEntries || directory.Bytes > PackagePolicy.MaxDirectoryBytes)
        {
            return Refuse($"The zip has too many entries: {PackagePolicy.MaxEntries:N0} is the limit.");
        }

        if (await ZipReader.ReadEntriesAsync(stream, directory, cancellationToken) is not { } entries)
        {
            return Refuse("The zip's directory is damaged.");
        }

        var refusal = entries.Select(RefusalOf).FirstOrDefault(reason => reason is not null)
            ?? RefusalOfNames(entries)
            ?? RefusalOfSizes(entries)
            ?? RefusalOfPlaces(entries, directory.Offset);
        return refusal is not null ? Refuse(refusal) : Accept(entries);
    }

    private static ZipInspection Accept(IReadOnlyList<ZipEntry> entries)
    {
        PackageFile[] files =
        [
            .. entries.Where(entry => !entry.IsDirectory)
                .Select(entry => new PackageFile(Separators(entry.Name), entry.UnpackedBytes))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
        return files.Length == 0 ? Refuse("The zip contains no files.") : new ZipInspection(null, files);
    }

    private static string? RefusalOf(ZipEntry entry)
    {
        var name = Shown(entry.Name);
        if ((entry.Flags & EncryptedFlags) != 0 || entry.Method == AesMethod)
        {
            return $"“{name}” is encrypted; buyers could not open it.";
        }

        if ((entry.UnixMode & FileTypeMask) == SymbolicLink)
        {
            return $"“{name}” is a symbolic link, which could point outside the folder it is unpacked to.";
        }

        if (!IsSafeName(entry.Name))
        {
            return $"“{name}” would be unpacked outside its folder or has an unusable name.";
        }

        return entry.UnpackedBytes > PackagePolicy.RatioFromBytes && entry.UnpackedBytes / PackagePolicy.MaxRatio > entry.PackedBytes
            ? $"“{name}” unpacks to more than {PackagePolicy.MaxRatio} times its size."
            : null;
    }

    private static string? RefusalOfNames(IReadOnlyList<ZipEntry> entries)
    {
        // Windows and macOS would let one of two such files overwrite the other.
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var twice = entries.FirstOrDefault(entry => !names.Add(Separators(entry.Name).TrimEnd('/').Normalize(NormalizationForm.FormC)));
        return twice.Name is null ? null : $"“{Shown(twice.Name)}” is in the zip twice (upper and lower case count as equal).";
    }

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
                return $"“{Shown(entry.Name)}” overlaps another entry; the zip is damaged.";
            }

            free = entry.HeaderOffset + LocalHeaderBytes + entry.NameBytes + entry.PackedBytes;
        }

        return free > directoryOffset ? "The zip is damaged: an entry reaches into its directory." : null;
    }

    private static bool IsSafeName(string name)
    {
        var path = Separators(name);
        return path.Length is > 0 and <= MaxNameLength
            && path[0] != '/'
            && !(path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]))
            && !path.Any(char.IsControl)
            && !path.Split('/').Contains("..");
    }

    private static string Separators(string name) => name.Replace('\\', '/');

    private static string Shown(string name)
    {
        var printable = new string([.. name.Take(100).Select(character => char.IsControl(character) ? '?' : character)]);
        return name.Length > 100 ? printable + "…" : printable;
    }

    private static ZipInspection Refuse(string reason) => new(reason, []);
}
