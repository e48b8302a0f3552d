using System.Buffers.Binary;
using System.Text;

namespace Marketplace.Core.Packages;

/// <summary>Where a zip's central directory is.</summary>
/// <param name="EndOffset">Of the end record, or of the 64-bit one: with nothing hidden between, the directory ends here.</param>
internal readonly record struct ZipDirectory(long Offset, long Bytes, long Entries, long EndOffset, bool IsAmbiguous);

/// <summary>One entry as the central directory tells it.</summary>
/// <param name="OtherName">The name that unzip would use instead, from Info-ZIP's Unicode path field.</param>
internal readonly record struct ZipEntry(
    string Name, int NameBytes, ushort Flags, ushort Method, uint UnixMode, long PackedBytes, long UnpackedBytes, long HeaderOffset, uint Crc32, string? OtherName)
{
    public const ushort Stored = 0;
    public const ushort Deflated = 8;
    public const ushort DescriptorFlag = 1 << 3;


    public bool IsDirectory => Name.EndsWith('/') || Name.EndsWith('\\');
}

/// <summary>
/// Reads a zip's directory by itself rather than by ZipArchive, which believes any entry count and hides the flags we must judge.
/// Format: PKWARE APPNOTE 6.3.10, sections 4.3.12 to 4.3.16 and 4.5.3.
/// </summary>
internal static class ZipReader
{
    private const uint EntrySignature = 0x02014b50;
    private const uint EndSignature = 0x06054b50;
    private const uint End64Signature = 0x06064b50;
    private const uint Locator64Signature = 0x07064b50;
    private const int EndBytes = 22;
    private const int LocatorBytes = 20;
    private const int End64Bytes = 56;
    private const int EntryBytes = 46;
    private const ushort Zip64Extra = 1;
    private const ushort UnicodePathExtra = 0x7075;
    private const ushort Utf8Flag = 1 << 11;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Looks at the head and the end only; null when it is no whole zip in one part.</summary>
    public static async Task<ZipDirectory?> FindAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (stream.Length < EndBytes)
        {
            return null;
        }

        var head = await ReadAsync(stream, 0, 4, cancellationToken);
        if (BinaryPrimitives.ReadUInt32LittleEndian(head) is not (0x04034b50 or EndSignature))
        {
            return null;
        }

        var tailBytes = (int)Math.Min(stream.Length, EndBytes + ushort.MaxValue + LocatorBytes);
        var tail = await ReadAsync(stream, stream.Length - tailBytes, tailBytes, cancellationToken);
        var end = FindEnd(tail);
        if (end < 0)
        {
            return null;
        }

        var directory = ReadEnd(tail.AsSpan(end));
        if (directory is { } found)
        {
            // Some tools write the 64-bit record though nothing needs it; then both must say the same, or readers would differ.
            var wide = await ReadZip64Async(stream, tail, end, cancellationToken);
            directory = NeedsZip64(found) || (wide is { } same && same with { EndOffset = 0 } == found) ? wide : found;
        }

        var endOffset = stream.Length - tailBytes + end;
        if (directory is not ({ } known and { Offset: >= 0, Bytes: >= 0, Entries: >= 0 }) || known.Offset > endOffset - known.Bytes
            || !await StartsWithEntryAsync(stream, known, cancellationToken))
        {
            return null;
        }

        return known with
        {
            EndOffset = known.EndOffset == 0 ? endOffset : known.EndOffset,
            IsAmbiguous = HoldsSignature(tail.AsSpan(end + EndBytes)),
        };
    }

    /// <summary>The entries; null when the directory contradicts itself. The caller has limited its size.</summary>
    public static async Task<IReadOnlyList<ZipEntry>?> ReadEntriesAsync(Stream stream, ZipDirectory directory, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(stream, directory.Offset, (int)directory.Bytes, cancellationToken);
        var entries = new List<ZipEntry>((int)directory.Entries);
        var position = 0;
        while (entries.Count < directory.Entries)
        {
            if (!TryReadEntry(bytes.AsSpan(position), out var entry, out var length))
            {
                return null;
            }

            entries.Add(entry);
            position += length;
        }

        return position == bytes.Length ? entries : null;
    }

    /// <summary>Whether bytes that no reader should look at hold what some readers would take for a part of the zip.</summary>
    public static bool HoldsSignature(ReadOnlySpan<byte> bytes)
    {
        int position;
        while ((position = bytes.IndexOf("PK"u8)) >= 0)
        {
            bytes = bytes[position..];
            if (bytes.Length >= 4 && (bytes[2], bytes[3]) is (1, 2) or (3, 4) or (5, 6) or (6, 6) or (6, 7))
            {
                return true;
            }

            bytes = bytes[2..];
        }

        return false;
    }

    private static bool TryReadEntry(ReadOnlySpan<byte> bytes, out ZipEntry entry, out int length)
    {
        (entry, length) = (default, 0);
        if (bytes.Length < EntryBytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != EntrySignature)
        {
            return false;
        }

        var flags = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        int nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]);
        int extraBytes = BinaryPrimitives.ReadUInt16LittleEndian(bytes[30..]);
        length = EntryBytes + nameBytes + extraBytes + BinaryPrimitives.ReadUInt16LittleEndian(bytes[32..]);
        if (bytes.Length < length)
        {
            return false;
        }

        long packed = BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]);
        long unpacked = BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(bytes[42..]);
        var extra = bytes.Slice(EntryBytes + nameBytes, extraBytes);
        if (!TryReadZip64(extra, ref unpacked, ref packed, ref offset))
        {
            return false;
        }

        var name = Name(bytes.Slice(EntryBytes, nameBytes), flags);
        var mode = BinaryPrimitives.ReadUInt32LittleEndian(bytes[38..]) >> 16;
        var crc = BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]);
        entry = new(name, nameBytes, flags, BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]), mode, packed, unpacked, offset, crc, OtherName(extra, name));
        return true;
    }

    private static string? OtherName(ReadOnlySpan<byte> extra, string name)
    {
        while (extra.Length >= 4)
        {
            int size = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == UnicodePathExtra && size > 5 && extra.Length >= 4 + size)
            {
                var other = Encoding.UTF8.GetString(extra[9..(4 + size)]);
                return other == name ? null : other;
            }

            extra = extra[Math.Min(extra.Length, 4 + size)..];
        }

        return null;
    }

    // The extra field holds, in this order, only those of the three that did not fit into 32 bits.
    public static bool TryReadZip64(ReadOnlySpan<byte> extra, ref long unpacked, ref long packed, ref long offset)
    {
        while (extra.Length >= 4)
        {
            var id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            int size = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (extra.Length < 4 + size)
            {
                return false;
            }

            if (id == Zip64Extra)
            {
                var field = extra.Slice(4, size);
                if (!Take(ref field, ref unpacked) || !Take(ref field, ref packed) || !Take(ref field, ref offset))
                {
                    return false;
                }
            }

            extra = extra[(4 + size)..];
        }

        return unpacked != uint.MaxValue && packed != uint.MaxValue && offset != uint.MaxValue;
    }

    private static bool Take(ref ReadOnlySpan<byte> field, ref long value)
    {
        if (value != uint.MaxValue)
        {
            return true;
        }

        if (field.Length < 8)
        {
            return false;
        }

        value = BinaryPrimitives.ReadInt64LittleEndian(field);
        field = field[8..];
        return value >= 0;
    }

    // Many tools write UTF-8 without saying so; what is not valid UTF-8 is read byte by byte.
    public static string Name(ReadOnlySpan<byte> bytes, ushort flags)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return (flags & Utf8Flag) != 0 ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
        }
    }

    // From the end, and only where the comment's length reaches exactly to the last byte: a signature inside the comment is none.
    private static int FindEnd(ReadOnlySpan<byte> tail)
    {
        for (var position = tail.Length - EndBytes; position >= 0; position--)
        {
            var candidate = tail[position..];
            if (BinaryPrimitives.ReadUInt32LittleEndian(candidate) == EndSignature
                && EndBytes + BinaryPrimitives.ReadUInt16LittleEndian(candidate[20..]) == candidate.Length)
            {
                return position;
            }
        }

        return -1;
    }

    private static ZipDirectory? ReadEnd(ReadOnlySpan<byte> end)
    {
        var disk = BinaryPrimitives.ReadUInt32LittleEndian(end[4..]);
        var entriesHere = BinaryPrimitives.ReadUInt16LittleEndian(end[8..]);
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        return disk is not (0 or uint.MaxValue) || entriesHere != entries
            ? null
            : new ZipDirectory(BinaryPrimitives.ReadUInt32LittleEndian(end[16..]), BinaryPrimitives.ReadUInt32LittleEndian(end[12..]), entries, 0, false);
    }

    private static bool NeedsZip64(ZipDirectory directory) =>
        directory.Entries == ushort.MaxValue || directory.Bytes == uint.MaxValue || directory.Offset == uint.MaxValue;

    private static async Task<ZipDirectory?> ReadZip64Async(Stream stream, byte[] tail, int end, CancellationToken cancellationToken)
    {
        var locator = end - LocatorBytes;
        if (locator < 0 || BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(locator)) != Locator64Signature)
        {
            return null;
        }

        var offset = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(locator + 8));
        if (offset < 0 || offset > stream.Length - End64Bytes)
        {
            return null;
        }

        var record = await ReadAsync(stream, offset, End64Bytes, cancellationToken);
        return BinaryPrimitives.ReadUInt32LittleEndian(record) != End64Signature
            ? null
            : new ZipDirectory(
                BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48)),
                BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(40)),
                BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(32)),
                offset,
                false);
    }

    private static async Task<bool> StartsWithEntryAsync(Stream stream, ZipDirectory directory, CancellationToken cancellationToken)
    {
        if (directory.Entries == 0)
        {
            return directory.Bytes == 0;
        }

        var start = directory.Bytes < EntryBytes ? [] : await ReadAsync(stream, directory.Offset, 4, cancellationToken);
        return start.Length == 4 && BinaryPrimitives.ReadUInt32LittleEndian(start) == EntrySignature;
    }

    private static async Task<byte[]> ReadAsync(Stream stream, long offset, int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        stream.Seek(offset, SeekOrigin.Begin);
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
