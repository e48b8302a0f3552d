using System.Buffers.Binary;
using System.IO.Compression;

namespace Marketplace.Tests.Packages;

/// <summary>Makes zips, honest ones by ZipArchive and bent ones by changing their directory's bytes.</summary>
internal static class HostileZip
{
    private const uint EntrySignature = 0x02014b50;
    private const int EndBytes = 22;

    public static byte[] Of(params string[] names) => Make(archive =>
    {
        foreach (var name in names)
        {
            using var content = archive.CreateEntry(name).Open();
            content.Write("content"u8);
        }
    });

    public static byte[] Make(Action<ZipArchive> write)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            write(archive);
        }

        return stream.ToArray();
    }

    /// <summary>Changes each entry of the directory in place.</summary>
    public static byte[] Bend(this byte[] zip, EntryChange change)
    {
        var position = (int)BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(zip.Length - 6));
        for (var index = 0; BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(position)) == EntrySignature; index++)
        {
            var entry = zip.AsSpan(position);
            change(entry, index);
            position += 46 + BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]) + BinaryPrimitives.ReadUInt16LittleEndian(entry[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
        }

        return zip;
    }

    /// <summary>The same zip as one whose end record points to a 64-bit one.</summary>
    public static byte[] AsZip64(this byte[] zip, long? entries = null)
    {
        var end = zip.AsSpan(zip.Length - EndBytes).ToArray();
        var record = new byte[56];
        BinaryPrimitives.WriteUInt32LittleEndian(record, 0x06064b50);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(4), 44);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(24), entries ?? BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(10)));
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(32), entries ?? BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(10)));
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(40), BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(12)));
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(48), BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16)));
        var locator = new byte[20];
        BinaryPrimitives.WriteUInt32LittleEndian(locator, 0x07064b50);
        BinaryPrimitives.WriteInt64LittleEndian(locator.AsSpan(8), zip.Length - EndBytes);
        BinaryPrimitives.WriteInt32LittleEndian(locator.AsSpan(16), 1);
        end.AsSpan(8, 4).Fill(0xFF);
        end.AsSpan(12, 8).Fill(0xFF);
        return [.. zip[..^EndBytes], .. record, .. locator, .. end];
    }

    internal delegate void EntryChange(Span<byte> entry, int index);
}
