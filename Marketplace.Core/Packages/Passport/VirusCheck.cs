namespace Marketplace.Core.Packages.Passport;

/// <summary>Passes the package's files to the virus scanner, when there is one, and keeps count of what it said.</summary>
internal sealed class VirusCheck : IAsyncDisposable
{
    private readonly IVirusSession? session;
    private int clean;
    private int tooLarge;
    private int failed;
    private string? failure;

    private VirusCheck(IVirusSession? session, bool isConfigured)
    {
        this.session = session;
        IsConfigured = isConfigured;
    }

    public bool IsConfigured { get; }

    public bool WasScanned => session is not null && failed == 0;

    public int Found { get; private set; }

    public string Detail => session is null
        ? IsConfigured ? "The virus scanner could not be reached." : "No virus scanner is configured."
        : failed > 0 ? $"The virus scanner failed for {failed} files: {failure}"
        : Found > 0 ? $"The virus scanner names {Found} files."
        : tooLarge > 0 ? $"The virus scanner found nothing in {clean} files; {tooLarge} were too large for it."
        : $"The virus scanner found nothing in {clean} files.";

    public static async Task<VirusCheck> StartAsync(IVirusScanner? scanner, CancellationToken cancellationToken) =>
        new(scanner is null ? null : await scanner.OpenAsync(cancellationToken), scanner is not null);

    public ValueTask DisposeAsync() => session?.DisposeAsync() ?? ValueTask.CompletedTask;

    public Task BeginAsync(CancellationToken cancellationToken) => session?.BeginFileAsync(cancellationToken) ?? Task.CompletedTask;

    public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => session?.WriteAsync(bytes, cancellationToken) ?? Task.CompletedTask;

    public async Task EndAsync(string path, FindingList findings, CancellationToken cancellationToken)
    {
        if (session is null)
        {
            return;
        }

        var verdict = await session.EndFileAsync(cancellationToken);
        switch (verdict.Outcome)
        {
            case VirusOutcome.Clean:
                clean++;
                break;
            case VirusOutcome.TooLarge:
                tooLarge++;
                findings.Add("virus.too_large", FindingSeverity.Info, path, null, "This file is larger than our virus scanner takes; it was not looked at for viruses.");
                break;
            case VirusOutcome.Failed:
                failed++;
                failure ??= verdict.Signature;
                break;
            case VirusOutcome.Found:
                Found++;
                findings.Add("virus.found", FindingSeverity.Blocking, path, null, "The virus scanner knows this file as harmful. Remove it, and check the computer it came from.", verdict.Signature, verdict.Signature);
                break;
        }
    }
}
