using System.Diagnostics;

namespace Marketplace.Tests.Packages.Passport;

[NonParallelizable]
internal sealed class HostileArchiveTests
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);
    private const long MaxGrowth = 256 << 20;

    private static readonly List<(string Name, TimeSpan Time, long Memory)> Measured = [];

    private static IEnumerable<TestCaseData> Archives() => HostileArchives.All().Select(archive => new TestCaseData(archive).SetArgDisplayNames(archive.Name));

    [TestCaseSource(nameof(Archives))]
    public async Task Scan_OfAHostileArchive_RefusesOrContainsIt(HostileArchive archive)
    {
        using var memory = new PeakMemory();
        var watch = Stopwatch.StartNew();
        var scan = await Scanning.ScanAsync(archive.Zip);
        var (time, growth) = (watch.Elapsed, await memory.StopAsync());
        Measured.Add((archive.Name, time, growth));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(scan.Refusal, archive.Refusal is null ? Is.Null : Does.Contain(archive.Refusal));
            Assert.That(scan.Passport is null, Is.EqualTo(archive.Refusal is not null));
            Assert.That(time, Is.LessThan(MaxTime));
            Assert.That(growth, Is.LessThan(MaxGrowth));
            if (archive.Rule is not null)
            {
                Assert.That(scan.Passport?.Findings.Select(finding => finding.Rule), Does.Contain(archive.Rule));
            }
        }
    }

    [OneTimeTearDown]
    public void TellTheWorst()
    {
        if (Measured.Count > 0)
        {
            var slowest = Measured.MaxBy(item => item.Time);
            var largest = Measured.MaxBy(item => item.Memory);
            TestContext.Progress.WriteLine($"{Measured.Count} hostile archives; slowest “{slowest.Name}” {slowest.Time.TotalSeconds:0.00} s; most memory “{largest.Name}” +{largest.Memory >> 20} MiB");
        }
    }

    [Test]
    public async Task Scan_OfAValidZipWithBytesFlipped_NeverThrowsNorHangs()
    {
        var zip = Scanning.ZipOf(
            ("README.md", [.. Enumerable.Repeat("Hello there. "u8.ToArray(), 40).SelectMany(bytes => bytes)]), ("src/Program.cs", "Console.WriteLine(1);"u8.ToArray()),
            ("package.json", "{\"dependencies\":{\"a\":\"1.0.0\"}}"u8.ToArray()), ("lib/inner.zip", HostileZip.Of("a.txt", "b/c.txt")), ("data.bin", [.. Enumerable.Range(0, 3_000).Select(number => (byte)(number * 7))]));
        var random = new Random(2026);
        var (refused, slowest) = (0, TimeSpan.Zero);
        for (var round = 0; round < 2_000; round++)
        {
            var bent = (byte[])zip.Clone();
            for (var flips = random.Next(1, 5); flips > 0; flips--)
            {
                bent[random.Next(bent.Length)] ^= (byte)(1 << random.Next(8));
            }

            var watch = Stopwatch.StartNew();
            var scan = await Scanning.ScanAsync(bent);
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            refused += scan.Refusal is null ? 0 : 1;
            Assert.That(scan.Refusal is null, Is.EqualTo(scan.Passport is not null));
        }

        await TestContext.Out.WriteLineAsync($"{refused} of 2000 refused, slowest {slowest.TotalMilliseconds:0} ms");
        Assert.That(slowest, Is.LessThan(MaxTime));
        Assert.That(refused, Is.GreaterThan(1_000));
    }
}
