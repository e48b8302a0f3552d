using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Marketplace.Core.Packages;

/// <summary>
/// Unpacks the entries of a judged directory one after the other, in the order they lie in the zip, and holds every local header, size and
/// checksum against the directory: programs that read the one and programs that read the other must unpack the same.
/// </summary>
internal sealed class ZipContents(Stream stream, ZipDirectory directory) : IDisposable
{
    private const uint LocalSignature = 0x04034b50;
    private const uint DescriptorSignature = 0x08074b50;
    private const int LocalHeaderBytes = 30;
    private const int MaxGapBytes = 1 << 20;
    private const int MaxDescriptorBytes = 24;

    // Encrypted, descriptor, strongly encrypted, UTF-8, masked.
    private const ushort TellingFlags = 0x0001 | ZipEntry.DescriptorFlag | 0x0040 | 0x0800 | 0x2000;

    private readonly ZipWindow window = new(stream);

    public void Dispose() => window.Dispose();

    /// <summary>Bytes before the first entry would be another zip's for some readers.</summary>
    public Task<ZipRefusal?> CheckFrontAsync(long firstOffset, CancellationToken cancellationToken) => CheckGapAsync(0, firstOffset, cancellationToken);

    /// <param name="endsBefore">Where the next entry begins, or the directory.</param>
    /// <param name="take">Gets the bytes as they come out and may refuse more of them.</param>
    public async Task<ZipRefusal?> ReadAsync(
        ZipEntry entry, long endsBefore, Memory<byte> buffer, Func<ReadOnlyMemory<byte>, ValueTask<ZipRefusal?>> take, CancellationToken cancellationToken)
    {
        if (await FindDataAsync(entry, cancellationToken) is not { } dataOffset || dataOffset + entry.PackedBytes > endsBefore)
        {
            return new($"“{ZipNames.Shown(entry.Name)}” is damaged: its header contradicts the zip's directory. Pack the zip again.");
        }

        using var packed = new ZipEntryBytes(window, dataOffset, entry.PackedBytes);
        try
        {
            if (await PumpAsync(entry, packed, buffer, take, cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }
        catch (InvalidDataException)
        {
            return Damaged(entry);
        }

        return packed.Position != entry.PackedBytes ? Damaged(entry) : await CheckEndAsync(entry, dataOffset + entry.PackedBytes, endsBefore, cancellationToken);
    }

    private static async Task<ZipRefusal?> PumpAsync(
        ZipEntry entry, ZipEntryBytes packed, Memory<byte> buffer, Func<ReadOnlyMemory<byte>, ValueTask<ZipRefusal?>> take, CancellationToken cancellationToken)
    {
        using var inflated = entry.Method == ZipEntry.Deflated ? new DeflateStream(packed, CompressionMode.Decompress, leaveOpen: true) : null;
        var content = inflated ?? (Stream)packed;
        var checksum = new Crc32();
        var total = 0L;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            total += read;
            if (total > entry.UnpackedBytes)
            {
                return ZipRefusal.Bomb($"“{ZipNames.Shown(entry.Name)}” unpacks to more than the zip's directory says.");
            }

            checksum.Append(buffer.Span[..read]);
            if (await take(buffer[..read]) is { } refusal)
            {
                return refusal;
            }
        }

        return total == entry.UnpackedBytes && checksum.GetCurrentHashAsUInt32() == entry.Crc32 ? null : Damaged(entry);
    }

    private async Task<long?> FindDataAsync(ZipEntry entry, CancellationToken cancellationToken)
    {
        var header = new byte[LocalHeaderBytes];
        if (!await window.ReadExactlyAsync(entry.HeaderOffset, header, cancellationToken)
            || BinaryPrimitives.ReadUInt32LittleEndian(header) != LocalSignature
            || BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)) != entry.NameBytes)
        {
            return null;
        }

        var rest = new byte[entry.NameBytes + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28))];
        return await window.ReadExactlyAsync(entry.HeaderOffset + LocalHeaderBytes, rest, cancellationToken) && Agrees(entry, header, rest)
            ? entry.HeaderOffset + LocalHeaderBytes + rest.Length
            : null;
    }

    private static bool Agrees(ZipEntry entry, ReadOnlySpan<byte> header, ReadOnlySpan<byte> rest)
    {
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
        var crc = BinaryPrimitives.ReadUInt32LittleEndian(header[14..]);
        long packed = BinaryPrimitives.ReadUInt32LittleEndian(header[18..]);
        long unpacked = BinaryPrimitives.ReadUInt32LittleEndian(header[22..]);
        var offset = 0L;
        if (((flags ^ entry.Flags) & TellingFlags) != 0
            || BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) != entry.Method
            || ZipReader.Name(rest[..entry.NameBytes], flags) != entry.Name
            || !ZipReader.TryReadZip64(rest[entry.NameBytes..], ref unpacked, ref packed, ref offset))
        {
            return false;
        }

        // With a descriptor the header may leave out what was not known yet.
        var mayBeUnknown = (flags & ZipEntry.DescriptorFlag) != 0;
        return (crc == entry.Crc32 || (mayBeUnknown && crc == 0))
            && (packed == entry.PackedBytes || (mayBeUnknown && packed == 0))
            && (unpacked == entry.UnpackedBytes || (mayBeUnknown && unpacked == 0));
    }

    private async Task<ZipRefusal?> CheckEndAsync(ZipEntry entry, long end, long endsBefore, CancellationToken cancellationToken)
    {
        if ((entry.Flags & ZipEntry.DescriptorFlag) != 0)
        {
            var bytes = new byte[Math.Min(MaxDescriptorBytes, endsBefore - end)];
            var length = await window.ReadExactlyAsync(end, bytes, cancellationToken) ? DescriptorLength(entry, bytes) : 0;
            if (length == 0)
            {
                return Damaged(entry);
            }

            end += length;
        }

        return await CheckGapAsync(end, endsBefore, cancellationToken);
    }

    // With or without a signature, with sizes of 32 or 64 bits (APPNOTE 4.3.9).
    private static int DescriptorLength(ZipEntry entry, ReadOnlySpan<byte> bytes)
    {
        Span<byte> expected = stackalloc byte[MaxDescriptorBytes];
        foreach (var (hasSignature, isWide) in new[] { (true, false), (true, true), (false, false), (false, true) })
        {
            var at = 0;
            if (hasSignature)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(expected, DescriptorSignature);
                at = 4;
            }

            BinaryPrimitives.WriteUInt32LittleEndian(expected[at..], entry.Crc32);
            at += 4;
            foreach (var size in new[] { entry.PackedBytes, entry.UnpackedBytes })
            {
                if (isWide)
                {
                    BinaryPrimitives.WriteInt64LittleEndian(expected[at..], size);
                }
                else
                {
                    BinaryPrimitives.WriteUInt32LittleEndian(expected[at..], (uint)Math.Min(size, uint.MaxValue));
                }

                at += isWide ? 8 : 4;
            }

            if (bytes.StartsWith(expected[..at]))
            {
                return at;
            }
        }

        return 0;
    }

    // Padding is harmless; entries that only some programs see are not.
    private async Task<ZipRefusal?> CheckGapAsync(long from, long to, CancellationToken cancellationToken)
    {
        if (from == to)
        {
            return null;
        }

        var length = to - from;
        var bytes = ArrayPool<byte>.Shared.Rent((int)Math.Min(length, MaxGapBytes));
        try
        {
            return length is < 0 or > MaxGapBytes
                || to > directory.Offset
                || !await window.ReadExactlyAsync(from, bytes.AsMemory(0, (int)length), cancellationToken)
                || ZipReader.HoldsSignature(bytes.AsSpan(0, (int)length))
                ? new ZipRefusal("The zip hides bytes between its files: some programs would see other files in it. Pack it again.")
                : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static ZipRefusal Damaged(ZipEntry entry) =>
        new($"“{ZipNames.Shown(entry.Name)}” is damaged: its bytes are not those that the zip's directory announces. Pack the zip again.");
}
