namespace Marketplace.Core.Ledger;

/// <summary>The latest result of a check of the books, kept so that pages and health checks need not repeat it.</summary>
public sealed class LedgerCheck
{
    public const string Invariants = "invariants";
    public const string Seals = "seals";

    public required string Name { get; init; }
    public required bool IsOk { get; init; }
    public required DateTimeOffset CheckedAt { get; init; }
    public required long DurationMs { get; init; }

    /// <summary>The checked statements as JSON.</summary>
    public required string Findings { get; init; }

    /// <summary>The end of the chain when it was verified: the next time it must still be there.</summary>
    public long? HeadSequence { get; init; }
    public byte[]? HeadHash { get; init; }
}
