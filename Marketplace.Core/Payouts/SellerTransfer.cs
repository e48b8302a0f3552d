namespace Marketplace.Core.Payouts;

public enum TransferState
{
    Created,
    Sent,
    Failed,
}

/// <summary>
/// The seller's part of one charge on its way to the seller's Stripe balance. The row is committed before Stripe is asked.
/// <code>
/// created ──Stripe took it──▶ sent
///    └──Stripe refused for good──▶ failed (its lines wait for the next run)
/// </code>
/// A transfer whose whole amount is set off against the seller's debt moves no money at Stripe and has no id there.
/// </summary>
public sealed class SellerTransfer
{
    public required Guid Id { get; init; }
    public required Guid RunId { get; init; }
    public required Guid SellerId { get; init; }
    public required Guid OrderId { get; init; }
    public required string OrderNumber { get; init; }
    public required string ChargeId { get; init; }

    /// <summary>
    /// Tied to its charge (Stripe's <c>source_transaction</c>), so that it need not wait for the money to become available. Not when an earlier
    /// transfer of the charge still stands although the seller has repaid it out of other sales: Stripe lets a charge be transferred once.
    /// </summary>
    public required bool IsFromCharge { get; init; }
    public required string DestinationAccountId { get; init; }
    public required string Currency { get; init; }

    /// <summary>What goes to the seller's Stripe balance.</summary>
    public required long AmountCents { get; init; }

    /// <summary>What the lines were due beyond that: set off against the seller's debt.</summary>
    public long DebtCents { get; init; }

    /// <summary>What was taken back from the seller's Stripe balance afterwards.</summary>
    public long ReversedCents { get; private set; }
    public required int LineCount { get; init; }
    public TransferState State { get; private set; }
    public string? StripeTransferId { get; private set; }
    public string? Error { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SentAt { get; private set; }

    public void Reversed(long cents)
    {
        Expect(TransferState.Sent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cents, AmountCents - ReversedCents);
        ReversedCents += cents;
    }

    public void Sent(string? stripeTransferId, DateTimeOffset now)
    {
        Expect(TransferState.Created);
        State = TransferState.Sent;
        StripeTransferId = stripeTransferId;
        SentAt = now;
    }

    public void Failed(string error)
    {
        Expect(TransferState.Created);
        State = TransferState.Failed;
        Error = error;
    }

    private void Expect(TransferState state)
    {
        if (State != state)
        {
            throw new InvalidOperationException($"Transfer {Id} is {State}, not {state}.");
        }
    }
}
