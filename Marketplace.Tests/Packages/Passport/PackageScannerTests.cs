using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Benchmarks.Packages;
using Marketplace.Core.Packages.Passport;

namespace Marketplace.Tests.Packages.Passport;

internal sealed class PackageScannerTests
{
    private static readonly (string, string)[] Careful =
    [
        ("shop/README.md", new string('a', 50) + " is a shop. " + new string('b', 60)), ("shop/LICENSE", LicenseSamples.Mit), ("shop/tests/ShopTests.cs", "class ShopTests { }"),
        ("shop/.github/workflows/build.yml", "on: push"), ("shop/src/Shop.cs", "// SPDX-License-Identifier: MIT\n\nclass Shop\n{\n}\n"), ("shop/package-lock.json", "{\"packages\":{}}"),
    ];

    [Test]
    public async Task Scan_OfACarefulPackage_IsVerified_AndReadsTheSameAfterJson()
    {
        var scan = await Scanning.ScanAsync(Scanning.Zip(Careful));
        var passport = scan.Passport!;
        Assert.That(PassportPolicy.BadgeOf(passport, new HashSet<string>()), Is.EqualTo(PassportBadge.Verified));
        Assert.That(passport.Findings, Is.Empty);
        Assert.That(passport.FileLicenses, Is.EqualTo(new[] { "MIT" }));
        Assert.That(passport.Languages, Is.EqualTo(new[] { new LanguageShare("C#", 5, 2) }));
        Assert.That(passport.CodeLines, Is.EqualTo(5));
        Assert.That(passport.Checks.Select(check => (check.Name, check.Passed)), Is.EqualTo(new[]
        {
            ("readme", true), ("license", true), ("tests", true), ("dockerfile", false), ("ci", true), ("lockfile", true), ("no_secrets", true), ("no_executables", true), ("no_copyleft", true), ("readable", true),
        }));
        var json = JsonSerializer.Serialize(scan, JsonSerializerOptions.Web);
        Assert.That(JsonSerializer.Serialize(JsonSerializer.Deserialize<PackageScan>(json, JsonSerializerOptions.Web), JsonSerializerOptions.Web), Is.EqualTo(json));
        Assert.That(json, Does.Contain("\"fileLicenses\":[\"MIT\"]"));
    }

    [Test]
    public async Task Scan_ListsEveryFileWithItsHash_InOrdinalOrder()
    {
        var zip = Scanning.ZipOf(("b.txt", "two"u8.ToArray()), ("B.bin", new byte[70_000]), ("a/é.txt", []), ("inner.zip", HostileZip.Of("x")));
        var files = (await Scanning.ScanAsync(zip)).Files;
        Assert.That(files.Select(file => file.Path), Is.EqualTo(new[] { "B.bin", "a/é.txt", "b.txt", "inner.zip" }));
        Assert.That(files.Take(3).Select(file => (file.SizeBytes, file.Sha256)), Is.EqualTo(new[]
        {
            (70_000L, Convert.ToHexStringLower(SHA256.HashData(new byte[70_000]))), (0L, Convert.ToHexStringLower(SHA256.HashData([]))), (3L, Convert.ToHexStringLower(SHA256.HashData("two"u8))),
        }));
    }

    [Test]
    public async Task Scan_LooksIntoNestedArchives()
    {
        var key = "gh" + "p_" + "a8Kd02mfLq81nDkeP3xZvB7tRyUo5hWcJ1sG";
        var inner = Scanning.Zip(("config.js", $"\nx = '{key}'\n"));
        var scan = await Scanning.ScanAsync(Scanning.ZipOf(("a.txt", "a"u8.ToArray()), ("lib/middle.jar", Scanning.ZipOf(("inner.zip", inner)))));
        Assert.That(scan.Passport!.Findings.Select(finding => (finding.Rule, finding.Path, finding.Line)), Is.EqualTo(new[] { ("secret.github_token", "lib/middle.jar!/inner.zip!/config.js", (int?)2) }));
        Assert.That(scan.Files, Has.Count.EqualTo(2));
        Assert.That(PassportPolicy.BadgeOf(scan.Passport, new HashSet<string>()), Is.EqualTo(PassportBadge.None));
        Assert.That(PassportPolicy.BadgeOf(scan.Passport, new HashSet<string> { scan.Passport.Findings[0].Id }), Is.EqualTo(PassportBadge.Basic));
    }

    [Test]
    public async Task Scan_WrittenToAStreamThatCannotSeek_IsRead()
    {
        // ZipArchive then writes data descriptors behind the entries.
        using var stream = new MemoryStream();
        await using (var forward = new ForwardStream(stream))
        using (var archive = new ZipArchive(forward, ZipArchiveMode.Create))
        {
            foreach (var level in new[] { CompressionLevel.Optimal, CompressionLevel.NoCompression })
            {
                await using var content = archive.CreateEntry($"{level}.txt", level).Open();
                await content.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 9_000))));
            }
        }

        var scan = await Scanning.ScanAsync(stream.ToArray());
        Assert.That((scan.Refusal, scan.Files.Count), Is.EqualTo(((string?)null, 2)));
    }

    [Test]
    public async Task Scan_BeyondItsLimits_RefusesAndSaysWhich()
    {
        var zip = Scanning.ZipOf([.. Enumerable.Range(0, 300).Select(number => ($"{number}.bin", RandomNumberGenerator.GetBytes(20_000)))]);
        Assert.That((await Scanning.ScanAsync(zip, new ScanLimits { UnpackedBytes = 4 << 20 })).Refusal, Does.Contain("more than 4 MiB"));
        Assert.That((await Scanning.ScanAsync(zip, new ScanLimits { Entries = 100 })).Refusal, Does.Contain("100 is the limit"));
        Assert.That((await Scanning.ScanAsync(zip, new ScanLimits { Time = TimeSpan.FromMilliseconds(1) })).Refusal, Does.Contain("took longer"));
    }

    [Test]
    public void Scan_Cancelled_Throws()
    {
        using var stream = new MemoryStream(Scanning.Zip(Careful));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.That(() => new PackageScanner(null).ScanAsync(stream, cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    [NonParallelizable]
    public async Task Scan_OfAHundredMegabytesOfSource_TakesLessThanAMinuteAndLittleMemory()
    {
        var path = Path.GetTempFileName();
        try
        {
            var megabytes = await SourcePackage.WriteAsync(path, 100);
            await using var stream = File.OpenRead(path);
            using var memory = new PeakMemory();
            var watch = Stopwatch.StartNew();
            var scan = await new PackageScanner(null).ScanAsync(stream, CancellationToken.None);
            var (seconds, growth) = (watch.Elapsed.TotalSeconds, await memory.StopAsync());
            await TestContext.Out.WriteLineAsync($"{megabytes:0} MB unpacked, {stream.Length / 1e6:0} MB packed, {scan.Files.Count} files, {scan.Passport?.CodeLines} lines: {seconds:0.0} s, +{growth >> 20} MiB");
            Assert.That(scan.Refusal, Is.Null);
            Assert.That(scan.Passport!.Findings.Count(finding => finding.Severity == FindingSeverity.Blocking), Is.EqualTo(1), "the one that was put there");
            Assert.That(seconds, Is.LessThan(60));
            Assert.That(growth, Is.LessThan(256 << 20));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed class ForwardStream(Stream inner) : Stream
    {
        private long written;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => written; set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            written += count;
            inner.Write(buffer, offset, count);
        }
    }
}
