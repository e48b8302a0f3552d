namespace Marketplace.Core.Payouts;

public enum BankPayoutState
{
    Pending,
    InTransit,
    Paid,
    Failed,
}

/// <summary>
/// Stripe's automatic payout from a seller's Stripe balance to the bank, followed by its events.
/// <code>
/// pending ──▶ in transit ──▶ paid ──▶ failed (the bank sent it back)
///    └────────────┴──▶ failed
/// </code>
/// </summary>
public sealed class BankPayout
{
    public required Guid Id { get; init; }
    public required Guid SellerId { get; init; }
    public required string StripePayoutId { get; init; }
    public required string Currency { get; init; }
    public required long AmountCents { get; init; }
    public BankPayoutState State { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ArrivalAt { get; set; }

    /// <returns>False when the payout is in this state already, or the news is older than what is known.</returns>
    public bool Follow(BankPayoutState state)
    {
        if (state <= State)
        {
            return false;
        }

        State = state;
        return true;
    }
}
