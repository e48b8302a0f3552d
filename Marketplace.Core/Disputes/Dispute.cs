namespace Marketplace.Core.Disputes;

public enum DisputeState
{
    /// <summary>The bank asks before it disputes; no money has moved.</summary>
    Inquiry,
    NeedsResponse,
    UnderReview,
    Won,
    Lost,
    InquiryClosed,
}

/// <summary>
/// A buyer's bank takes a payment back. Stripe takes amount and fee from the platform at once; the order's lines are frozen (MONEY.md 15).
/// <code>
/// inquiry ──▶ inquiry closed
///    └──▶ needs response ──evidence──▶ under review ──▶ won | lost
/// </code>
/// </summary>
public sealed class Dispute
{
    public required Guid Id { get; init; }
    public required string StripeDisputeId { get; init; }
    public required Guid OrderId { get; init; }
    public required string ChargeId { get; init; }
    public required string Currency { get; init; }
    public required long AmountCents { get; init; }

    /// <summary>The bank's word: <c>fraudulent</c>, <c>product_not_received</c> …</summary>
    public required string Reason { get; init; }
    public DisputeState State { get; private set; }

    /// <summary>Stripe's fee, which does not come back.</summary>
    public long FeeCents { get; private set; }
    public DateTimeOffset? EvidenceDueAt { get; private set; }

    /// <summary>What a seller or admin added to the collected evidence.</summary>
    public string? Statement { get; set; }
    public DateTimeOffset? EvidenceSentAt { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the withdrawal entered the books; null for an inquiry.</summary>
    public DateTimeOffset? BookedAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public List<DisputeLine> Lines { get; } = [];

    /// <summary>Who sold the order's lines, also those of which the bank took nothing: they see the dispute.</summary>
    public required List<Guid> SellerIds { get; init; }

    public bool IsClosed => State is DisputeState.Won or DisputeState.Lost or DisputeState.InquiryClosed;

    /// <summary>Money of the order is with the bank.</summary>
    public bool IsOpen => BookedAt is not null && !IsClosed;

    public void Booked(long feeCents, DateTimeOffset now)
    {
        if (BookedAt is not null)
        {
            throw new InvalidOperationException($"Dispute {StripeDisputeId} is booked already.");
        }

        (BookedAt, FeeCents) = (now, feeCents);
    }

    public void Follow(DisputeState state, DateTimeOffset? evidenceDueAt, DateTimeOffset now)
    {
        if (IsClosed && state != State)
        {
            throw new InvalidOperationException($"Dispute {StripeDisputeId} is {State}; Stripe now says {state}.");
        }

        State = state;
        EvidenceDueAt = evidenceDueAt ?? EvidenceDueAt;
        if (IsClosed)
        {
            ClosedAt ??= now;
        }
    }
}

/// <summary>What of a dispute falls on one order line, of its gross amount.</summary>
public sealed class DisputeLine
{
    public required Guid DisputeId { get; init; }
    public required Guid OrderLineId { get; init; }
    public required Guid SellerId { get; init; }
    public required long AmountCents { get; init; }
}
