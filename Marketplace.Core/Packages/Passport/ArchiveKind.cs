namespace Marketplace.Core.Packages.Passport;

/// <summary>Archives by their first bytes; a name proves nothing.</summary>
internal static class ArchiveKind
{
    private static readonly (string Name, byte[] Head, int Offset)[] Known =
    [
        ("7-Zip", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], 0),
        ("RAR", [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07], 0),
        ("gzip", [0x1F, 0x8B, 0x08], 0),
        ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], 0),
        ("bzip2", [0x42, 0x5A, 0x68], 0),
        ("Zstandard", [0x28, 0xB5, 0x2F, 0xFD], 0),
        ("LZ4", [0x04, 0x22, 0x4D, 0x18], 0),
        ("cabinet", [0x4D, 0x53, 0x43, 0x46, 0, 0, 0, 0], 0),
        ("tar", [0x75, 0x73, 0x74, 0x61, 0x72], 257),
        ("disk image", [0x43, 0x44, 0x30, 0x30, 0x31], 32769),
        ("package (deb or ar)", [0x21, 0x3C, 0x61, 0x72, 0x63, 0x68, 0x3E, 0x0A], 0),
        ("RPM", [0xED, 0xAB, 0xEE, 0xDB], 0),
    ];

    public static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\x3\x4"u8);

    /// <summary>An archive that is not looked into, by name.</summary>
    public static string? Unreadable(ReadOnlySpan<byte> head)
    {
        foreach (var (name, bytes, offset) in Known)
        {
            if (head.Length >= offset + bytes.Length && head[offset..].StartsWith(bytes))
            {
                return name;
            }
        }

        return null;
    }
}
