using System.Text;
using Marketplace.Core.Packages.Passport;

namespace Marketplace.Tests.Packages.Passport;

internal static class Scanning
{
    public static async Task<PackageScan> ScanAsync(byte[] zip, IVirusScanner? viruses = null)
    {
        using var stream = new MemoryStream(zip);
        return await new PackageScanner(viruses).ScanAsync(stream, CancellationToken.None);
    }

    public static async Task<PackageScan> ScanAsync(byte[] zip, ScanLimits limits)
    {
        using var stream = new MemoryStream(zip);
        return await new PackageScanner(null, limits).ScanAsync(stream, CancellationToken.None);
    }

    public static async Task<PackagePassport> PassportAsync(params (string Path, string Text)[] files)
    {
        var scan = await ScanAsync(Zip(files));
        Assert.That(scan.Refusal, Is.Null);
        return scan.Passport!;
    }

    public static byte[] Zip(params (string Path, string Text)[] files) => ZipOf([.. files.Select(file => (file.Path, Encoding.UTF8.GetBytes(file.Text)))]);

    public static byte[] ZipOf(params (string Path, byte[] Bytes)[] files) => HostileZip.Make(archive =>
    {
        foreach (var (path, bytes) in files)
        {
            using var content = archive.CreateEntry(path).Open();
            content.Write(bytes);
        }
    });

    public static PassportCheck Check(this PackagePassport passport, string name) => passport.Checks.Single(check => check.Name == name);
}
