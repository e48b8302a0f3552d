using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Marketplace.Tests.Packages.Passport;

/// <param name="Refusal">A part of the refusal; null when the archive is contained instead: scanned, with a finding of <paramref name="Rule"/>.</param>
internal sealed record HostileArchive(string Name, byte[] Zip, string? Refusal, string? Rule = null)
{
    public override string ToString() => Name;
}

/// <summary>Archives that somebody made to do harm, by name, by place, by size, by disagreement.</summary>
internal static class HostileArchives
{
    public static IEnumerable<HostileArchive> All() => [.. Names(), .. Bombs(), .. Nested(), .. Contradictions(), .. Others()];

    private static IEnumerable<HostileArchive> Names()
    {
        foreach (var (name, path, refusal) in new[]
        {
            ("zip slip", "../../evil.sh", "outside its folder"), ("zip slip inside", "a/../../evil.sh", "outside its folder"), ("backslash slip", "..\\evil.cmd", "outside its folder"),
            ("absolute", "/etc/cron.d/evil", "outside its folder"), ("drive", "C:\\evil.dll", "outside its folder"), ("drive relative", "c:evil.dll", "outside its folder"),
            ("UNC", "\\\\server\\share\\evil", "outside its folder"), ("device", "src/CON", "device"), ("device with extension", "NUL.txt", "device"), ("device with spaces", "aux .c", "device"),
            ("superscript device", "COM¹.log", "device"), ("trailing dot", "evil.", "dot or a space"), ("trailing space", "dir /a.txt", "dot or a space"), ("dot folder", "a/./b", "dot or a space"),
            ("empty part", "a//b", "Windows"), ("alternate stream", "readme.txt:evil", "colon"), ("control character", "a\u0001b", "unusable"), ("bidi override", "photo\u202Egpj.exe", "reading direction"),
            ("bidi isolate", "a\u2066b", "reading direction"), ("zero width", "read\u200Bme", "cannot be seen"), ("folders without end", string.Concat(Enumerable.Repeat("a/", 100)) + "b", "folders"),
        })
        {
            yield return new(name, HostileZip.Of("fine.txt", path), refusal);
        }

        yield return new("duplicate", HostileZip.Of("a.txt", "a.txt"), "twice");
        yield return new("case collision", HostileZip.Of("Readme", "README"), "twice");
        yield return new("Unicode collision", HostileZip.Of("caf\u00E9", "cafe\u0301"), "twice");
        yield return new("compatibility collision", HostileZip.Of("ﬁle.txt", "FILE.txt"), "twice");
        yield return new("sharp s collision", HostileZip.Of("straße", "STRASSE"), "twice");
        yield return new("file and folder", HostileZip.Of("data", "data/a.txt"), "file and as a folder");
        yield return new("folder of another case", HostileZip.Of("DATA", "data/a.txt"), "file and as a folder");
        yield return new("second name", SecondName(), "second name");
    }

    private static IEnumerable<HostileArchive> Bombs()
    {
        yield return new("ratio", HostileZip.Make(archive => Fill(archive, "zeros", 64 << 20)), "200 times");
        yield return new("ratio hidden by a small size", Lie(HostileZip.Make(archive => Fill(archive, "zeros", 64 << 20)), 1000), "more than the zip's directory says");
        yield return new("overlap", HostileZip.Of("a", "b").Bend((entry, _) => BinaryPrimitives.WriteUInt32LittleEndian(entry[42..], 0)), "overlaps");
        yield return new("total ratio", HostileZip.Make(archive =>
        {
            for (var number = 0; number < 700; number++)
            {
                Fill(archive, $"{number}.txt", 1 << 20);
            }
        }), "60 times its size");
        yield return new("count", HostileZip.Make(archive =>
        {
            for (var number = 0; number < 20_001; number++)
            {
                archive.CreateEntry($"{number}");
            }
        }), "too many entries");
        yield return new("announced size", HostileZip.Of("a", "b", "c").Bend((entry, _) =>
        {
            BinaryPrimitives.WriteUInt32LittleEndian(entry[20..], 40_000_000);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[24..], 0xF0000000);
        }), "8 GiB");
    }

    private static IEnumerable<HostileArchive> Nested()
    {
        var deep = HostileZip.Of("a.txt");
        for (var depth = 0; depth < 5; depth++)
        {
            deep = Scanning.ZipOf(($"{depth}.zip", deep));
        }

        yield return new("nested too deep", deep, "deep");
        var bomb = HostileZip.Make(archive => Fill(archive, "zeros", 32 << 20));
        yield return new("nested bomb", Scanning.ZipOf(("a.txt", "a"u8.ToArray()), ("lib.jar", bomb)), "200 times");
        yield return new("nested many", Scanning.ZipOf([.. Enumerable.Range(0, 4).Select(number => ($"{number}.zip", HostileZip.Of([.. Enumerable.Range(0, 19_999).Select(file => $"{file}")])))]), "too many");
        var level = HostileZip.Make(archive => Fill(archive, "x", 1 << 20));
        for (var depth = 0; depth < 2; depth++)
        {
            var inner = level;
            level = Scanning.ZipOf([.. Enumerable.Range(0, 40).Select(number => ($"{number}.zip", inner))]);
        }

        yield return new("nested like 42.zip", level, "times its size");
        yield return new("nested quine", Quine(), "deep");
        yield return new("nested slip", Scanning.ZipOf(("inner.zip", HostileZip.Of("../evil"))), null, "archive.unreadable");
        yield return new("nested encrypted", Scanning.ZipOf(("inner.zip", HostileZip.Of("a").Bend((entry, _) => entry[8] |= 1))), null, "archive.unreadable");
        yield return new("nested 7z", Scanning.ZipOf(("inner.7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4])), null, "archive.unreadable");
        yield return new("nested large", Scanning.ZipOf(("inner.zip", HostileZip.Make(archive => Fill(archive, "noise", 40 << 20, isNoise: true)))), null, "archive.unreadable");
    }

    private static IEnumerable<HostileArchive> Contradictions()
    {
        var plain = HostileZip.Make(archive => Fill(archive, "a.bin", 4_000, isNoise: true));
        yield return new("other name in the header", At(plain, 30, bytes => bytes[0] = (byte)'b'), "contradicts");
        yield return new("other method in the header", At(plain, 8, bytes => bytes[0] = 8), "contradicts");
        yield return new("other size in the header", At(plain, 22, bytes => bytes[0]++), "contradicts");
        yield return new("other checksum in the header", At(plain, 14, bytes => bytes[0]++), "contradicts");
        yield return new("wrong checksum", At(((byte[])plain.Clone()).Bend((entry, _) => entry[16]++), 14, bytes => bytes[0]++), "damaged");
        yield return new("changed content", At(plain, 200, bytes => bytes[0] ^= 0x55), "damaged");
        yield return new("truncated", plain[..^100], "no complete zip");
        yield return new("too short size", At(((byte[])plain.Clone()).Bend((entry, _) => entry[24]++), 22, bytes => bytes[0]++), "damaged");
        yield return new("hidden entry between", Hidden(), "hides");
        yield return new("hidden bytes behind the data", Behind(), "damaged");
        yield return new("hidden zip in front", Front(), "hides");
        yield return new("bytes behind the directory", BehindDirectory(), "hides");
        yield return new("second end in the comment", Comment(), "hides");
        yield return new("descriptor missing", WithoutDescriptor(), "contradicts");
        yield return new("descriptor lies", Descriptor(), "damaged");
        yield return new("folder with content", HostileZip.Of("a/").Bend((_, _) => { }), "sizes contradict");
    }

    private static IEnumerable<HostileArchive> Others()
    {
        yield return new("encrypted", HostileZip.Of("a").Bend((entry, _) => entry[8] |= 1), "encrypted");
        yield return new("masked headers", HostileZip.Of("a").Bend((entry, _) => entry[9] |= 0x20), "encrypted");
        foreach (var method in new[] { 1, 9, 12, 14, 93, 95 })
        {
            yield return new($"method {method}", HostileZip.Of("a").Bend((entry, _) => entry[10] = (byte)method), "method");
        }

        foreach (var (name, mode) in new[] { ("symbolic link", 0xA1FF), ("device file", 0x21FF), ("block device", 0x61FF), ("pipe", 0x11FF), ("socket", 0xC1FF) })
        {
            yield return new(name, HostileZip.Make(archive => archive.CreateEntry("x").ExternalAttributes = unchecked((int)((uint)mode << 16))), name == "symbolic link" ? "symbolic link" : "special file");
        }

        yield return new("program in front", [.. "MZ a program"u8.ToArray(), .. HostileZip.Of("a")], "no complete zip");
        yield return new("empty", HostileZip.Make(_ => { }), "no files");
        yield return new("slow text", Stored(("a.env", string.Concat(Enumerable.Repeat("password=" + new string('a', 980) + "\n", 1_000)))), null);
        yield return new("slow line", Stored(("a.txt", string.Concat(Enumerable.Repeat("token://a:", 100_000)))), null);
        yield return new("slow names", Stored(("a.yml", string.Concat(Enumerable.Repeat(string.Concat(Enumerable.Repeat("secret_", 140)) + "\n", 1_000)))), null);
        yield return new("keys without end", Stored(("a.pem", string.Concat(Enumerable.Repeat("-----BEGIN RSA PRIVATE" + " KEY-----\n", 20_000)))), null);
        yield return new("deep JSON", Stored(("package.json", new string('[', 900_000)), ("package-lock.json", string.Concat(Enumerable.Repeat("{\"dependencies\":{\"a\":", 40_000)))), null);
        yield return new("deep XML", Stored(("pom.xml", string.Concat(Enumerable.Repeat("<a>", 300_000)))), null);
        yield return new("deep TOML", Stored(("Cargo.toml", new string('[', 900_000)), ("pyproject.toml", "a=" + new string('{', 900_000))), null);
        yield return new("entities", Scanning.Zip(("pom.xml", "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&b;&x;</a>")), null);
        yield return new("EICAR", Scanning.Zip(("a.com", "X5O!P%@AP[4\\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*")), null, "virus.eicar");
        yield return new("disguised program", Scanning.ZipOf(("logo.png", [0x7F, .. "ELF"u8.ToArray(), .. new byte[100]])), null, "executable.disguised");
        yield return new("double extension", Scanning.Zip(("invoice.pdf.exe", "x")), null, "executable.disguised");
    }

    private static void Fill(ZipArchive archive, string name, int length, bool isNoise = false)
    {
        using var content = archive.CreateEntry(name, isNoise ? CompressionLevel.NoCompression : CompressionLevel.Optimal).Open();
        var bytes = new byte[1 << 16];
        var random = new Random(1);
        for (var rest = length; rest > 0; rest -= bytes.Length)
        {
            if (isNoise)
            {
                random.NextBytes(bytes);
            }

            content.Write(bytes, 0, Math.Min(rest, bytes.Length));
        }
    }

    private delegate void BytesChange(Span<byte> bytes);

    // Stored, so that no ratio gives them away and their text is looked at.
    private static byte[] Stored(params (string Path, string Text)[] files)
    {
        return HostileZip.Make(archive =>
        {
            foreach (var (path, text) in files)
            {
                using var content = archive.CreateEntry(path, CompressionLevel.NoCompression).Open();
                content.Write(Encoding.UTF8.GetBytes(text));
            }
        });
    }

    private static byte[] At(byte[] zip, int offset, BytesChange change)
    {
        var copy = (byte[])zip.Clone();
        change(copy.AsSpan(offset));
        return copy;
    }

    private static byte[] Lie(byte[] zip, uint size)
    {
        zip.Bend((entry, _) => BinaryPrimitives.WriteUInt32LittleEndian(entry[24..], size));
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(22), size);
        return zip;
    }

    private static int DirectoryOf(byte[] zip) => (int)BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(zip.Length - 6));

    /// <summary>Puts bytes before the directory, which then says where it is.</summary>
    private static byte[] InsertBeforeDirectory(byte[] zip, byte[] inserted)
    {
        var directory = DirectoryOf(zip);
        byte[] larger = [.. zip[..directory], .. inserted, .. zip[directory..]];
        BinaryPrimitives.WriteUInt32LittleEndian(larger.AsSpan(larger.Length - 6), (uint)(directory + inserted.Length));
        return larger;
    }

    private static byte[] Hidden()
    {
        var other = HostileZip.Of("hidden.txt");
        return InsertBeforeDirectory(HostileZip.Of("a.txt"), other[..DirectoryOf(other)]);
    }

    private static byte[] Behind()
    {
        var zip = HostileZip.Make(archive => Fill(archive, "a.txt", 40_000));
        var packed = BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(DirectoryOf(zip) + 20));
        zip = InsertBeforeDirectory(zip, new byte[500]);
        zip.Bend((entry, _) => BinaryPrimitives.WriteUInt32LittleEndian(entry[20..], packed + 500));
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(18), packed + 500);
        return zip;
    }

    private static byte[] Front()
    {
        var front = HostileZip.Of("innocent.txt");
        var zip = HostileZip.Of("real.txt");
        byte[] both = [.. front, .. zip];
        BinaryPrimitives.WriteUInt32LittleEndian(both.AsSpan(both.Length - 6), (uint)(front.Length + DirectoryOf(zip)));
        return both.Bend((entry, _) => BinaryPrimitives.WriteUInt32LittleEndian(entry[42..], (uint)front.Length));
    }

    private static byte[] BehindDirectory()
    {
        var zip = HostileZip.Of("a.txt");
        return [.. zip[..^22], .. new byte[64], .. zip[^22..]];
    }

    private static byte[] Comment()
    {
        var zip = HostileZip.Of("a.txt");
        byte[] comment = [.. zip[^22..], 0];
        byte[] larger = [.. zip, .. comment];
        BinaryPrimitives.WriteUInt16LittleEndian(larger.AsSpan(zip.Length - 2), (ushort)comment.Length);
        return larger;
    }

    private static byte[] WithoutDescriptor() => HostileZip.Of("a.txt").Bend((entry, _) => entry[8] |= 8);

    private static byte[] Descriptor()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(new NoSeek(stream), ZipArchiveMode.Create))
        {
            using var content = archive.CreateEntry("a.txt").Open();
            content.Write("content"u8);
        }

        var zip = stream.ToArray();
        var at = zip.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x50, 0x4B, 0x07, 0x08]);
        zip[at + 4] ^= 1;
        return zip;
    }

    private static byte[] SecondName()
    {
        const string name = "a.txt";
        var other = Encoding.UTF8.GetBytes("../evil");
        var extra = new byte[9 + other.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(extra, 0x7075);
        BinaryPrimitives.WriteUInt16LittleEndian(extra.AsSpan(2), (ushort)(5 + other.Length));
        extra[4] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(extra.AsSpan(5), Crc32.HashToUInt32(Encoding.UTF8.GetBytes(name)));
        other.CopyTo(extra, 9);
        var zip = HostileZip.Of(name);
        var directory = DirectoryOf(zip);
        byte[] larger = [.. zip[..^22], .. extra, .. zip[^22..]];
        BinaryPrimitives.WriteUInt16LittleEndian(larger.AsSpan(directory + 30), (ushort)extra.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(larger.AsSpan(larger.Length - 10), (uint)(larger.Length - 22 - directory));
        return larger;
    }

    /// <summary>For a scanner, a zip that holds itself and one that holds something alike without end are one: only the depth stops them.</summary>
    private static byte[] Quine()
    {
        var zip = HostileZip.Of("r");
        for (var depth = 0; depth < 12; depth++)
        {
            var inner = zip;
            zip = HostileZip.Make(archive =>
            {
                using var content = archive.CreateEntry("r.zip", CompressionLevel.NoCompression).Open();
                content.Write(inner);
            });
        }

        return zip;
    }

    private sealed class NoSeek(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
    }
}
