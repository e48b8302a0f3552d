using System.Net;
using System.Net.Sockets;
using System.Text;
using Marketplace.Core.Packages.Passport;

namespace Marketplace.Tests.Packages.Passport;

internal sealed class ClamAvScannerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [TestCase(null)]
    [TestCase(" ")]
    public void FromAddress_OfNothing_IsNoScanner(string? address) => Assert.That(ClamAvScanner.FromAddress(address), Is.Null);

    [TestCase("clamd:3310")]
    [TestCase("http://clamd:3310")]
    [TestCase("tcp://clamd")]
    public void FromAddress_OfSomethingElse_Throws(string address) => Assert.That(() => ClamAvScanner.FromAddress(address), Throws.ArgumentException);

    [Test]
    public async Task Scan_SendsEveryFileWhole_AndNamesWhatIsFound()
    {
        await using var clamd = new FakeClamd(bytes => bytes.AsSpan().IndexOf("EVIL"u8) >= 0 ? "stream: Evil.Thing FOUND" : "stream: OK");
        var large = new byte[300_000];
        new Random(5).NextBytes(large);
        var scan = await Scanning.ScanAsync(Scanning.ZipOf(("a.txt", "fine"u8.ToArray()), ("b/evil.bin", "some EVIL bytes"u8.ToArray()), ("empty.txt", []), ("large.bin", large)), clamd.Scanner(Patience));
        Assert.That(clamd.Errors, Is.Empty);
        Assert.That(clamd.Files.Select(file => file.Length), Is.EqualTo(new[] { 4, 15, 300_000 }));
        Assert.That(clamd.Files[2], Is.EqualTo(large));
        Assert.That(scan.Passport!.Findings.Where(finding => finding.Rule == "virus.found").Select(finding => (finding.Path, finding.Severity, finding.Excerpt)), Is.EqualTo(new[] { ("b/evil.bin", FindingSeverity.Blocking, "Evil.Thing") }));
        Assert.That((scan.Passport.WasVirusScanned, scan.Passport.Check(PassportPolicy.NoViruses).Passed), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task Scan_OfAFileBeyondTheSizeLimit_GoesOnWithTheOthers()
    {
        await using var clamd = new FakeClamd(_ => "stream: OK") { MaxBytes = 100_000 };
        var passport = (await Scanning.ScanAsync(Scanning.ZipOf(("a.txt", "a"u8.ToArray()), ("large.bin", new byte[900_000]), ("z.txt", "z"u8.ToArray())), clamd.Scanner(Patience))).Passport!;
        Assert.That(clamd.Errors, Is.Empty);
        Assert.That(passport.Findings.Select(finding => (finding.Rule, finding.Path)), Is.EqualTo(new[] { ("virus.too_large", "large.bin") }));
        Assert.That((passport.WasVirusScanned, passport.Check(PassportPolicy.NoViruses).Passed, passport.Check(PassportPolicy.NoViruses).Detail), Is.EqualTo((true, true, "The virus scanner found nothing in 2 files; 1 were too large for it.")));
    }

    [Test]
    public async Task Scan_WithAScannerThatIsNotThere_GoesOnAndSaysSo()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        foreach (var address in new[] { $"tcp://127.0.0.1:{port}", "unix:/tmp/there-is-no-such-socket" })
        {
            var passport = (await Scanning.ScanAsync(HostileZip.Of("a.txt"), ClamAvScanner.FromAddress(address, Patience))).Passport!;
            Assert.That((passport.WasVirusScanned, passport.Check(PassportPolicy.NoViruses).Passed, passport.Check(PassportPolicy.NoViruses).Detail), Is.EqualTo((false, false, "The virus scanner could not be reached.")));
        }
    }

    [TestCase("stream: what?")]
    [TestCase("")]
    public async Task Scan_WithAScannerThatAnswersNonsense_GoesOnAndSaysSo(string answer)
    {
        await using var clamd = new FakeClamd(_ => answer);
        var passport = (await Scanning.ScanAsync(HostileZip.Of([.. Enumerable.Range(0, 20).Select(number => $"{number}")]), clamd.Scanner(Patience))).Passport!;
        Assert.That((passport.WasVirusScanned, passport.Check(PassportPolicy.NoViruses).Passed), Is.EqualTo((false, false)));
        Assert.That(clamd.Files, Has.Count.LessThan(20), "given up after some failures");
    }

    [Test]
    public async Task Scan_WithAScannerThatNeverAnswers_GoesOnAfterItsPatience()
    {
        await using var clamd = new FakeClamd(_ => null);
        var passport = (await Scanning.ScanAsync(HostileZip.Of("a", "b", "c", "d", "e"), clamd.Scanner(TimeSpan.FromMilliseconds(300)))).Passport!;
        Assert.That(passport.WasVirusScanned, Is.False);
        Assert.That(passport.Check(PassportPolicy.NoViruses).Detail, Does.Contain("did not answer in time"));
    }

    [Test]
    public async Task Scan_WithTheRealClamd_FindsItsSignature()
    {
        await using var clamd = await RealClamd.TryStartAsync();
        if (clamd is null)
        {
            Assert.Ignore("clamd is not on PATH: apt-get install clamav-daemon. Its protocol is tested against the stand-in.");
        }

        var eicar = "X5O!P%@AP[4\\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
        var large = new byte[3_000_000];
        new Random(5).NextBytes(large);
        foreach (var address in clamd!.Addresses)
        {
            var scan = await Scanning.ScanAsync(
                Scanning.ZipOf(("a.txt", "fine"u8.ToArray()), ("in.zip", Scanning.Zip(("eicar.com", eicar))), ("large.bin", large), ("z.txt", Encoding.UTF8.GetBytes(eicar))), ClamAvScanner.FromAddress(address));
            var passport = scan.Passport!;
            await TestContext.Out.WriteLineAsync($"{address}: {passport.Check(PassportPolicy.NoViruses).Detail}");
            Assert.That(passport.Findings.Where(finding => finding.Rule == "virus.found").Select(finding => finding.Path), Is.EqualTo(new[] { "in.zip", "z.txt" }));
            Assert.That(passport.Findings.Where(finding => finding.Rule == "virus.too_large").Select(finding => finding.Path), Is.EqualTo(new[] { "large.bin" }));
            Assert.That(passport.WasVirusScanned, Is.True);
        }
    }
}
