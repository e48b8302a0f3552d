using System.Text;

namespace Marketplace.Core.Packages;

/// <summary>Which names of a zip's entries may be unpacked on Windows, macOS and Linux without surprise, and which of them are one file there.</summary>
internal static class ZipNames
{
    private const int MaxNameLength = 1_000;
    private const int MaxFolders = 64;

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

    public static string Separators(string name) => name.Replace('\\', '/');

    public static string? RefusalOf(string name)
    {
        var path = Separators(name);
        if (path.Length is 0 or > MaxNameLength || path[0] == '/' || path.Any(char.IsControl) || path.Split('/').Contains("..")
            || (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0])))
        {
            return $"“{Shown(name)}” would be unpacked outside its folder or has an unusable name.";
        }

        if (path.Any(IsDeceptive) || HoldsLoneSurrogate(path))
        {
            return $"The name “{Shown(name)}” holds characters that cannot be seen or turn its reading direction. Rename the file.";
        }

        var parts = path.TrimEnd('/').Split('/');
        if (parts.Length > MaxFolders)
        {
            return $"“{Shown(name)}” lies in more than {MaxFolders} folders. Move it up.";
        }

        return parts.Any(IsUnusableOnWindows)
            ? $"“{Shown(name)}” cannot be unpacked on Windows: a name there must not end with a dot or a space, hold a colon, or be a device such as CON or NUL. Rename it."
            : null;
    }

    /// <summary>Two files of one name, in whatever case or Unicode form, or a file where another needs a folder.</summary>
    public static string? RefusalOfTogether(IReadOnlyList<ZipEntry> entries)
    {
        // True for files: a file must not be a folder too.
        var names = new Dictionary<string, bool>(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            // Windows and macOS would let one of two such files overwrite the other.
            if (!names.TryAdd(Key(entry.Name), !entry.IsDirectory))
            {
                return $"“{Shown(entry.Name)}” is in the zip twice (upper and lower case count as equal).";
            }
        }

        var lookup = names.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var name in names.Keys)
        {
            for (var slash = name.IndexOf('/'); slash > 0; slash = name.IndexOf('/', slash + 1))
            {
                if (lookup.TryGetValue(name.AsSpan(0, slash), out var isFile) && isFile)
                {
                    return $"“{Shown(name[..slash].ToLowerInvariant())}” is in the zip twice: as a file and as a folder.";
                }
            }
        }

        return null;
    }

    public static string Shown(string name)
    {
        var printable = new string([.. name.Take(100).Select(character => char.IsControl(character) || IsDeceptive(character) ? '?' : character)]);
        return name.Length > 100 ? printable + "…" : printable;
    }

    // Form KC makes the wide, the ligature and the long s what they look like; macOS folds ß to ss.
    private static string Key(string name) =>
        Separators(name).TrimEnd('/').Normalize(NormalizationForm.FormKC).ToUpperInvariant().Replace("ß", "SS", StringComparison.Ordinal).Replace("ẞ", "SS", StringComparison.Ordinal);

    // Bidirectional controls, zero-width characters other than the joiner that emoji need, the byte order mark, and what stands for an undecodable byte.
    private static bool IsDeceptive(char character) => character is
        (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200B' or '\u200E' or '\u200F' or '\u061C'
        or '\u2028' or '\u2029' or (>= '\u2060' and <= '\u2064') or '\uFEFF' or '\uFFFD' or '\uFFFE' or '\uFFFF';

    private static bool HoldsLoneSurrogate(string path)
    {
        for (var position = 0; position < path.Length; position++)
        {
            if (char.IsSurrogate(path[position]) && !(position + 1 < path.Length && char.IsSurrogatePair(path[position], path[++position])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsUnusableOnWindows(string part) =>
        part.Length == 0 || part[^1] is '.' or ' ' || part.Contains(':', StringComparison.Ordinal) || Devices.Contains(part.Split('.')[0].TrimEnd(' '));
}
