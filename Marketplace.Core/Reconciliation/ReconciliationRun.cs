namespace Marketplace.Core.Reconciliation;

/// <summary>One comparison with Stripe's books.</summary>
public sealed class ReconciliationRun
{
    public required Guid Id { get; init; }
    public required DateTimeOffset FromAt { get; init; }
    public required DateTimeOffset ToAt { get; init; }
    public required DateTimeOffset RanAt { get; init; }

    /// <summary>How many movements were compared.</summary>
    public required int Compared { get; init; }

    /// <summary>How many differed.</summary>
    public required int Differed { get; init; }
}

/// <summary>
/// A movement that our books and Stripe's do not tell alike. It holds the payouts of the sellers it touches until the books match again.
/// <code>open ──the books match──▶ resolved</code>
/// </summary>
public sealed class Mismatch
{
    public required Guid Id { get; init; }

    /// <summary>Our event type, with <see cref="SourceId"/> unique.</summary>
    public required string EventType { get; init; }

    /// <summary>Stripe's charge, refund, transfer, reversal or dispute.</summary>
    public required string SourceId { get; init; }
    public required string Currency { get; init; }

    /// <summary>What the movement changes of the platform's balance, by Stripe; zero when Stripe does not know it.</summary>
    public required long StripeCents { get; init; }

    /// <summary>The same by our books when it was found; zero when they do not know it.</summary>
    public required long BookedCents { get; init; }
    public required List<Guid> SellerIds { get; init; }
    public required DateTimeOffset FoundAt { get; init; }
    public DateTimeOffset? ResolvedAt { get; set; }
}
