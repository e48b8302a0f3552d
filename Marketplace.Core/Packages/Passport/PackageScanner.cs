namespace Marketplace.Core.Packages.Passport;

/// <summary>
/// Looks through a package without unpacking it to disk: one pass over the bytes, everything counted as it comes out, memory that does not
/// grow with the package. Knows no database and no clock; whatever the bytes are, the answer is a scan and not an exception.
/// </summary>
public sealed class PackageScanner
{
    private readonly IVirusScanner? viruses;
    private readonly ScanLimits limits;

    /// <param name="viruses">Null when none is configured: the passport then says that nobody looked for viruses.</param>
    public PackageScanner(IVirusScanner? viruses)
        : this(viruses, new())
    {
    }

    internal PackageScanner(IVirusScanner? viruses, ScanLimits limits)
    {
        this.viruses = viruses;
        this.limits = limits;
    }

    /// <param name="zip">Seekable; read from its beginning to its end, but for a look at the directory.</param>
    public async Task<PackageScan> ScanAsync(Stream zip, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limits.Time);
        try
        {
            await using var check = await VirusCheck.StartAsync(viruses, deadline.Token);
            using var run = new ScanRun(limits, check, zip.Length);
            var refusal = await run.ScanAsync(zip, deadline.Token);
            return refusal is null ? run.Finish() : new PackageScan(refusal.Message, [], null);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new PackageScan(
                $"Looking through the package took longer than {limits.Time.TotalMinutes:0.#} minutes. Leave out generated files and archives, or split the package.", [], null);
        }
    }
}
