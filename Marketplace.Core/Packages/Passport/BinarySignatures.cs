using System.Buffers.Binary;
using System.Text.RegularExpressions;

namespace Marketplace.Core.Packages.Passport;

/// <summary>Programs and other files that do something when they are opened, by their bytes; scripts are source and none of these.</summary>
internal static partial class BinarySignatures
{
    private const int EicarMaxBytes = 128;

    private static readonly HashSet<string> DataExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".ico", ".svg", ".txt", ".md", ".pdf", ".css", ".html", ".htm", ".json", ".xml", ".yml", ".yaml",
        ".csv", ".mp3", ".mp4", ".wav", ".ogg", ".ttf", ".woff", ".woff2", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".js", ".ts", ".cs", ".py", ".java", ".log",
    };

    public static void Check(string path, ReadOnlySpan<byte> head, long sizeBytes, FindingList findings)
    {
        if (IsEicar(head, sizeBytes))
        {
            findings.Add("virus.eicar", FindingSeverity.Blocking, path, null, "This is the test file that every virus scanner reports. Remove it: buyers' scanners would stop the package.");
        }

        var extension = Path.GetExtension(path);
        if (DoubleExtension().IsMatch(path))
        {
            findings.Add("executable.disguised", FindingSeverity.Blocking, path, null, "This program's name pretends to be a document or picture. Rename or remove it.");
        }
        else if (KindOf(head, extension) is { } kind)
        {
            if (kind.IsProgram && DataExtensions.Contains(extension))
            {
                findings.Add("executable.disguised", FindingSeverity.Blocking, path, null, $"This file is {kind.What} under the name of something else. Remove it.");
            }
            else
            {
                findings.Add(kind.Rule, kind.Severity, path, null, $"This file is {kind.What}. {kind.Advice}");
            }
        }
    }

    private static Kind? KindOf(ReadOnlySpan<byte> head, string extension)
    {
        const string noSource = "Buyers cannot read it: offer its source and leave it out, or say in the README what it does.";
        const string compiled = "That is common for libraries; the source beside it is worth more to buyers.";
        if (head.StartsWith("\u007FELF"u8))
        {
            return new("executable.native", FindingSeverity.Warning, "a Linux program or library", noSource);
        }

        if (IsMachO(head))
        {
            return new("executable.native", FindingSeverity.Warning, "a macOS program or library", noSource);
        }

        if (head.StartsWith("MZ"u8) && PortableExecutable(head) is var pe && (pe is not null || extension.ToUpperInvariant() is ".EXE" or ".COM" or ".DLL" or ".SYS" or ".SCR"))
        {
            return pe == true && !extension.Equals(".exe", StringComparison.OrdinalIgnoreCase)
                ? new("executable.managed", FindingSeverity.Info, "a compiled .NET library", compiled)
                : new("executable.native", FindingSeverity.Warning, "a Windows program or library", noSource);
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE]))
        {
            return new("executable.bytecode", FindingSeverity.Info, "compiled Java", compiled);
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x4C, 0, 0, 0, 0x01, 0x14, 0x02, 0]))
        {
            return new("executable.shortcut", FindingSeverity.Blocking, "a Windows shortcut, which starts whatever it names", "Remove it.");
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) && extension.Equals(".msi", StringComparison.OrdinalIgnoreCase))
        {
            return new("executable.native", FindingSeverity.Warning, "a Windows installer", noSource);
        }

        return head.StartsWith((ReadOnlySpan<byte>)[0, 0x61, 0x73, 0x6D])
            ? new("executable.bytecode", FindingSeverity.Info, "compiled WebAssembly", compiled)
            : null;
    }

    // A fat binary and compiled Java begin alike; the fat one goes on with the small number of its architectures, Java with its version from 45 up.
    private static bool IsMachO(ReadOnlySpan<byte> head) => head.Length >= 8 && BinaryPrimitives.ReadUInt32BigEndian(head) switch
    {
        0xFEEDFACE or 0xFEEDFACF or 0xCEFAEDFE or 0xCFFAEDFE => true,
        0xCAFEBABE => BinaryPrimitives.ReadUInt32BigEndian(head[4..]) is > 0 and < 45,
        _ => false,
    };

    /// <returns>Whether it is managed; null when it is none. Microsoft PE format, optional header, data directory 14.</returns>
    private static bool? PortableExecutable(ReadOnlySpan<byte> head)
    {
        if (head.Length < 0x40)
        {
            return null;
        }

        var offset = BinaryPrimitives.ReadInt32LittleEndian(head[0x3C..]);
        if (offset < 0 || offset > head.Length - 264 || !head[offset..].StartsWith("PE\0\0"u8))
        {
            return offset >= 0 && offset <= head.Length - 4 && head[offset..].StartsWith("PE\0\0"u8) ? false : null;
        }

        var optional = head[(offset + 24)..];
        var directories = BinaryPrimitives.ReadUInt16LittleEndian(optional) == 0x20B ? 112 : 96;
        return BinaryPrimitives.ReadUInt32LittleEndian(optional[(directories + (14 * 8))..]) != 0;
    }

    // Assembled, so that this file and the compiled library are not taken for the test file itself. eicar.org: at the beginning, at most 128 bytes.
    private static bool IsEicar(ReadOnlySpan<byte> head, long sizeBytes) =>
        sizeBytes is >= 68 and <= EicarMaxBytes && head.StartsWith("X5O!P%@AP[4\\PZX54(P^)7CC)7}"u8) && head[27..].StartsWith("$EICAR-STANDARD-"u8);

    [GeneratedRegex(@"\.(pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|txt|mp[34]|html?)\s*\.(exe|scr|com|pif|bat|cmd|msi|lnk|vbs|hta|js|jse|wsf|ps1)$", RegexOptions.IgnoreCase, 200)]
    private static partial Regex DoubleExtension();

    private sealed record Kind(string Rule, FindingSeverity Severity, string What, string Advice)
    {
        public bool IsProgram => Rule is "executable.native" or "executable.managed" or "executable.shortcut";
    }
}
