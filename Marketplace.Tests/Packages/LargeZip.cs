using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Marketplace.Tests.Packages;

/// <summary>A valid zip of exactly so many bytes that exists nowhere: one stored entry of a pattern, any piece made when it is asked for.</summary>
internal sealed class LargeZip
{
    private const int PieceBytes = 1 << 20;
    private static readonly byte[] Name = "pattern.bin"u8.ToArray();
    private readonly byte[] head;
    private readonly byte[] tail;
    private readonly long dataBytes;

    public LargeZip(long length)
    {
        Length = length;
        dataBytes = length - (30 + Name.Length) - (46 + Name.Length + 22);
        var crc = Crc();
        head = Header(0x04034b50, 30, crc);
        var entry = Header(0x02014b50, 46, crc);
        var end = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), (uint)entry.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), (uint)(head.Length + dataBytes));
        tail = [.. entry, .. end];
    }

    public long Length { get; }

    public byte[] Piece(long offset, int count)
    {
        var piece = new byte[count];
        for (var index = 0; index < count;)
        {
            var at = offset + index;
            var (part, from) = at < head.Length ? (head, at) : at >= head.Length + dataBytes ? (tail, at - head.Length - dataBytes) : (null, at - head.Length);
            var length = (int)Math.Min(count - index, (part?.Length ?? dataBytes) - from);
            if (part is null)
            {
                PatternStream.Fill(piece.AsSpan(index, length), from);
            }
            else
            {
                part.AsSpan((int)from, length).CopyTo(piece.AsSpan(index));
            }

            index += length;
        }

        return piece;
    }

    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long at = 0; at < Length; at += PieceBytes)
        {
            hash.AppendData(Piece(at, (int)Math.Min(PieceBytes, Length - at)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private byte[] Header(uint signature, int size, uint crc)
    {
        var header = new byte[size + Name.Length];
        // The directory's record has the writer's version before what the local one begins with.
        var shift = size == 46 ? 2 : 0;
        BinaryPrimitives.WriteUInt32LittleEndian(header, signature);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4 + shift), 20);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(14 + shift), crc);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(18 + shift), (uint)dataBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(22 + shift), (uint)dataBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(26 + shift), (ushort)Name.Length);
        Name.CopyTo(header, size);
        return header;
    }

    private uint Crc()
    {
        var table = new uint[256];
        for (uint index = 0; index < table.Length; index++)
        {
            var value = index;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
            }

            table[index] = value;
        }

        var crc = uint.MaxValue;
        var piece = new byte[PieceBytes];
        for (long at = 0; at < dataBytes; at += PieceBytes)
        {
            var part = piece.AsSpan(0, (int)Math.Min(PieceBytes, dataBytes - at));
            PatternStream.Fill(part, at);
            foreach (var value in part)
            {
                crc = (crc >> 8) ^ table[(crc ^ value) & 0xFF];
            }
        }

        return ~crc;
    }
}
