using System.Buffers.Binary;
using System.IO.Compression;
using Marketplace.Core.Packages;

namespace Marketplace.Tests.Packages;

internal sealed class ZipInspectionTests
{
    [Test]
    public async Task Inspect_AnHonestZip_ListsItsFilesInOrder()
    {
        var zip = HostileZip.Make(archive =>
        {
            archive.CreateEntry("src/");
            using (var late = archive.CreateEntry("src/Program.cs").Open())
            {
                late.Write(new byte[500]);
            }

            using var early = archive.CreateEntry("README.md").Open();
            early.Write("Hello"u8);
        });
        var inspection = await InspectAsync(zip);
        Assert.That(inspection.Refusal, Is.Null);
        Assert.That(inspection.Files, Is.EqualTo(new[] { new PackageFile("README.md", 5), new PackageFile("src/Program.cs", 500) }));
    }

    [Test]
    public async Task Inspect_AZip64_IsReadLikeAnyOther() =>
        Assert.That((await InspectAsync(HostileZip.Of("a.txt", "b.txt").AsZip64())).Files, Has.Count.EqualTo(2));

    [TestCase("../evil.sh")]
    [TestCase("src/../../evil.sh")]
    [TestCase("..\\evil.cmd")]
    [TestCase("/etc/passwd")]
    [TestCase("\\server\\share")]
    [TestCase("C:\\Windows\\evil.dll")]
    [TestCase("c:evil.dll")]
    [TestCase("a\0b")]
    [TestCase("a\nb")]
    public Task Inspect_ANameThatLeavesTheFolder_IsRefused(string name) => AssertRefusedAsync(HostileZip.Of("fine.txt", name), "outside its folder");

    [Test]
    public Task Inspect_ASymbolicLink_IsRefused() => AssertRefusedAsync(
        HostileZip.Make(archive => archive.CreateEntry("link").ExternalAttributes = unchecked((int)0xA1FF0000)), "symbolic link");

    [TestCase(0x0001)]
    [TestCase(0x0041)]
    public Task Inspect_AnEncryptedEntry_IsRefused(int flags) => AssertRefusedAsync(
        HostileZip.Of("secret.txt").Bend((entry, _) => BinaryPrimitives.WriteUInt16LittleEndian(entry[8..], (ushort)flags)), "encrypted");

    [Test]
    public Task Inspect_TheSameNameInOtherCase_IsRefused() => AssertRefusedAsync(HostileZip.Of("src/Main.cs", "SRC/main.CS"), "twice");

    [Test]
    public Task Inspect_AFileNamedLikeAFolder_IsRefused() => AssertRefusedAsync(HostileZip.Of("data", "data/"), "twice");

    [Test]
    public Task Inspect_ABomb_IsRefusedByItsRatio() => AssertRefusedAsync(
        HostileZip.Make(archive =>
        {
            using var zeros = archive.CreateEntry("zeros.bin", CompressionLevel.Optimal).Open();
            zeros.Write(new byte[8 << 20]);
        }),
        "200 times");

    [Test]
    public async Task Inspect_ASmallFileThatPacksWell_IsFine()
    {
        var zip = HostileZip.Make(archive =>
        {
            using var zeros = archive.CreateEntry("zeros.bin", CompressionLevel.Optimal).Open();
            zeros.Write(new byte[512 << 10]);
        });
        Assert.That((await InspectAsync(zip)).Refusal, Is.Null);
    }

    [Test]
    public Task Inspect_MoreThanEightGigabytesUnpacked_IsRefused() => AssertRefusedAsync(
        HostileZip.Of("a", "b", "c").Bend((entry, _) =>
        {
            BinaryPrimitives.WriteUInt32LittleEndian(entry[20..], 40_000_000);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[24..], 0xF0000000);
        }),
        "8 GiB");

    [Test]
    public Task Inspect_EntriesThatShareBytes_AreRefused() => AssertRefusedAsync(
        HostileZip.Of("a", "b").Bend((entry, _) => BinaryPrimitives.WriteUInt32LittleEndian(entry[42..], 0)), "overlaps");

    [Test]
    public Task Inspect_AnEntryBeyondTheFile_IsRefused() => AssertRefusedAsync(
        HostileZip.Of("a").Bend((entry, _) => BinaryPrimitives.WriteUInt32LittleEndian(entry[42..], 0x7FFFFFFF)), "overlaps");

    [Test]
    public Task Inspect_TooManyEntries_IsRefused() => AssertRefusedAsync(
        HostileZip.Make(archive =>
        {
            for (var number = 0; number <= PackagePolicy.MaxEntries; number++)
            {
                archive.CreateEntry($"{number}.txt");
            }
        }),
        "too many entries");

    [Test]
    public Task Inspect_AnEntryCountFromNowhere_IsRefusedUnread() => AssertRefusedAsync(HostileZip.Of("a").AsZip64(entries: long.MaxValue), "too many entries");

    [Test]
    public Task Inspect_ANegativeEntryCount_IsNoZip() => AssertRefusedAsync(HostileZip.Of("a").AsZip64(entries: -1), "no complete zip");

    [Test]
    public Task Inspect_ADirectoryThatClaimsMoreEntries_IsRefused() => AssertRefusedAsync(HostileZip.Of("a").AsZip64(entries: 3), "damaged");

    [Test]
    public Task Inspect_NoFiles_IsRefused() => AssertRefusedAsync(HostileZip.Make(archive => archive.CreateEntry("empty/")), "no files");

    [Test]
    public Task Inspect_AnEmptyZip_IsRefused() => AssertRefusedAsync(HostileZip.Make(_ => { }), "no files");

    [Test]
    public async Task LooksLikeZip_CutAnywhere_IsFalse()
    {
        var zip = HostileZip.Of("a.txt", "b.txt");
        for (var length = 0; length < zip.Length; length++)
        {
            using var cut = new MemoryStream(zip, 0, length);
            Assert.That(await ZipInspection.LooksLikeZipAsync(cut, CancellationToken.None), Is.False, $"cut at {length}");
        }

        using var whole = new MemoryStream(zip);
        Assert.That(await ZipInspection.LooksLikeZipAsync(whole, CancellationToken.None), Is.True);
    }

    [Test]
    public async Task Inspect_AnyByteChanged_NeverThrows()
    {
        var zip = HostileZip.Of("a.txt", "src/b.txt");
        for (var position = 0; position < zip.Length; position++)
        {
            foreach (var value in new byte[] { 0x00, 0xFF })
            {
                var bent = (byte[])zip.Clone();
                bent[position] = value;
                Assert.That(await InspectAsync(bent), Is.Not.Null);
            }
        }
    }

    [TestCase("PDF")]
    [TestCase("")]
    public async Task LooksLikeZip_SomethingElse_IsFalse(string text)
    {
        using var stream = new MemoryStream([.. System.Text.Encoding.ASCII.GetBytes(text), .. new byte[100]]);
        Assert.That(await ZipInspection.LooksLikeZipAsync(stream, CancellationToken.None), Is.False);
    }

    [Test]
    public async Task LooksLikeZip_AProgramWithAZipBehindIt_IsFalse()
    {
        using var stream = new MemoryStream([.. "MZ this is a program"u8.ToArray(), .. HostileZip.Of("a.txt")]);
        Assert.That(await ZipInspection.LooksLikeZipAsync(stream, CancellationToken.None), Is.False);
    }

    private static async Task<ZipInspection> InspectAsync(byte[] zip)
    {
        using var stream = new MemoryStream(zip);
        return await ZipInspection.InspectAsync(stream, CancellationToken.None);
    }

    private static async Task AssertRefusedAsync(byte[] zip, string reason)
    {
        var inspection = await InspectAsync(zip);
        Assert.That(inspection.Refusal, Does.Contain(reason));
        Assert.That(inspection.Files, Is.Empty);
    }
}
