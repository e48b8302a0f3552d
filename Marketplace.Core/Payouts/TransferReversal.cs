namespace Marketplace.Core.Payouts;

public enum ReversalState
{
    Created,
    Done,
    Uncovered,
}

/// <summary>
/// Money taken back from a seller's Stripe balance, because a line that was transferred is refunded or disputed. The seller owes the
/// amount from the moment the refund is booked; what the balance covers is taken back, the shortfall stays debt (MONEY.md 14).
/// <code>
/// created ──Stripe reversed what the balance covers──▶ done
///    └──nothing is covered──▶ uncovered
/// </code>
/// </summary>
public sealed class TransferReversal
{
    public required Guid Id { get; init; }
    public required Guid TransferId { get; init; }
    public required Guid SellerId { get; init; }
    public required string Currency { get; init; }
    public required long WantedCents { get; init; }

    /// <summary>What Stripe is asked for; written before the call, so that asking again asks for the same.</summary>
    public long? AskedCents { get; set; }

    /// <summary>Stripe's refund or dispute that is the cause.</summary>
    public required string CauseId { get; init; }
    public ReversalState State { get; private set; }
    public string? StripeReversalId { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DoneAt { get; private set; }

    public void Done(string stripeReversalId, DateTimeOffset now)
    {
        Expect(ReversalState.Created);
        (State, StripeReversalId, DoneAt) = (ReversalState.Done, stripeReversalId, now);
    }

    public void Uncovered(DateTimeOffset now)
    {
        Expect(ReversalState.Created);
        (State, AskedCents, DoneAt) = (ReversalState.Uncovered, 0, now);
    }

    private void Expect(ReversalState state)
    {
        if (State != state)
        {
            throw new InvalidOperationException($"Reversal {Id} is {State}, not {state}.");
        }
    }
}
