using Marketplace.Core.Catalog;

namespace Marketplace.Core.Orders;

public enum OrderLineState
{
    Pending,
    InEscrow,
    Released,
    Transferred,
    Refunded,
    Canceled,
}

/// <summary>
/// One product in an order, with price, licence and fees as they were.
/// <code>
/// pending ──paid──▶ in escrow ──7 days──▶ released ──Stripe took the transfer──▶ transferred
///    └──▶ canceled
/// </code>
/// </summary>
public sealed class OrderLine
{
    public required Guid Id { get; init; }
    public required Guid OrderId { get; init; }

    /// <summary>From 0, in cart order; ties of a split go to the earlier line.</summary>
    public required int Position { get; init; }
    public required Guid ProductId { get; init; }
    public required Guid SellerId { get; init; }
    public required Guid BuyerId { get; init; }
    public required string Slug { get; init; }
    public required string Title { get; init; }
    public required LicenseKind License { get; init; }
    public required string Currency { get; init; }
    public required long PriceCents { get; init; }
    public required int PlatformFeePercent { get; init; }
    public required long PlatformFeeCents { get; init; }

    /// <summary>This line's share of Stripe's fee: the expected one until the payment is settled, then the real one.</summary>
    public required long ProcessingFeeCents { get; set; }
    public long SellerAmountCents => PriceCents - PlatformFeeCents - ProcessingFeeCents;
    public OrderLineState State { get; private set; }
    public DateTimeOffset? PaidAt { get; private set; }

    /// <summary>When the holding period ends.</summary>
    public DateTimeOffset? ReleaseAt { get; private set; }
    public DateTimeOffset? ReleasedAt { get; private set; }
    public Guid? TransferId { get; private set; }
    public string? LicenseKey { get; private set; }

    internal void MarkPaid(DateTimeOffset paidAt, long processingFeeCents, DateTimeOffset releaseAt)
    {
        Expect(OrderLineState.Pending);
        State = OrderLineState.InEscrow;
        ProcessingFeeCents = processingFeeCents;
        PaidAt = paidAt;
        ReleaseAt = releaseAt;
        LicenseKey = Orders.LicenseKey.New();
    }

    internal void Cancel()
    {
        Expect(OrderLineState.Pending);
        State = OrderLineState.Canceled;
    }

    public void Release(DateTimeOffset now)
    {
        Expect(OrderLineState.InEscrow);
        if (now < ReleaseAt)
        {
            throw new InvalidOperationException($"Line {Id} is held until {ReleaseAt:O}.");
        }

        State = OrderLineState.Released;
        ReleasedAt = now;
    }

    /// <summary>Puts the line into a transfer; a line is in one at most.</summary>
    public void PutIntoTransfer(Guid transferId)
    {
        Expect(OrderLineState.Released);
        if (TransferId is not null)
        {
            throw new InvalidOperationException($"Line {Id} is already in transfer {TransferId}.");
        }

        TransferId = transferId;
    }

    /// <summary>Stripe refused the transfer for good: the line waits for the next run.</summary>
    public void LeaveTransfer()
    {
        Expect(OrderLineState.Released);
        TransferId = null;
    }

    public void MarkTransferred()
    {
        Expect(OrderLineState.Released);
        if (TransferId is null)
        {
            throw new InvalidOperationException($"Line {Id} is in no transfer.");
        }

        State = OrderLineState.Transferred;
    }

    private void Expect(OrderLineState state)
    {
        if (State != state)
        {
            throw new InvalidOperationException($"Line {Id} is {State}, not {state}.");
        }
    }
}
