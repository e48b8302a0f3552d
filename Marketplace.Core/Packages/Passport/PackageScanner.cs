namespace Marketplace.Core.Packages.Passport;

public sealed class PackageScanner(IVirusScanner? viruses)
{
    public async Task<PackageScan> ScanAsync(Stream zip, CancellationToken cancellationToken)
    {
        _ = viruses;
        var inspection = await ZipInspection.InspectAsync(zip, cancellationToken);
        return new(inspection.Refusal, [.. inspection.Files.Select(file => new ScannedFile(file.Path, file.SizeBytes, new string('0', 64)))],
            new(PassportPolicy.RulesVersion, [], 0, [], [], 0, [], [], 0, false));
    }
}
