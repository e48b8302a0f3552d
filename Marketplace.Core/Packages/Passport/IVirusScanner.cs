namespace Marketplace.Core.Packages.Passport;

/// <summary>A virus scanner outside of this process.</summary>
public interface IVirusScanner
{
    /// <summary>One session per package; null when the scanner cannot be reached.</summary>
    Task<IVirusSession?> OpenAsync(CancellationToken cancellationToken);
}

/// <summary>Files one after the other: begin, write its bytes, end. A scanner that fails is a verdict, never an exception.</summary>
public interface IVirusSession : IAsyncDisposable
{
    Task BeginFileAsync(CancellationToken cancellationToken);

    Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    Task<VirusVerdict> EndFileAsync(CancellationToken cancellationToken);
}

/// <param name="Signature">The scanner's name of what was found, or its words why it failed.</param>
public readonly record struct VirusVerdict(VirusOutcome Outcome, string? Signature = null);

public enum VirusOutcome
{
    Clean,
    Found,

    /// <summary>Larger than the scanner takes.</summary>
    TooLarge,

    /// <summary>Gone, too slow, or answering what the protocol does not know.</summary>
    Failed,
}
