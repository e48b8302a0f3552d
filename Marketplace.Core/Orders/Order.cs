using Marketplace.Core.Kernel;

namespace Marketplace.Core.Orders;

public enum OrderState
{
    Pending,
    Paid,
    PartiallyRefunded,
    Refunded,
    Disputed,
    Canceled,
}

/// <summary>
/// One purchase of one buyer, from any number of sellers. It exists before the payment page does.
/// <code>
/// pending ──paid──▶ paid
///    └──payment page expired──▶ canceled
/// </code>
/// </summary>
public sealed class Order
{
    public required Guid Id { get; init; }

    /// <summary><c>MP-YYYY-NNNNNN</c>.</summary>
    public required string Number { get; init; }
    public required Guid BuyerId { get; init; }
    public required string BuyerEmail { get; init; }
    public required string BuyerName { get; init; }
    public required string Currency { get; init; }
    public required long TotalCents { get; init; }
    public long TaxCents { get; init; }
    public long DiscountCents { get; init; }
    public OrderState State { get; private set; }

    /// <summary>True for the made-up history of a demo database; its charges do not exist at Stripe.</summary>
    public bool IsDemo { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? PaidAt { get; private set; }
    public List<OrderLine> Lines { get; } = [];

    /// <param name="processingFeeCents">What Stripe kept of the charge; it is split over the lines (MONEY.md 6).</param>
    public void MarkPaid(DateTimeOffset paidAt, long processingFeeCents, DateTimeOffset releaseAt)
    {
        if (State != OrderState.Pending)
        {
            throw new InvalidOperationException($"Order {Number} is {State}, not pending.");
        }

        State = OrderState.Paid;
        PaidAt = paidAt;
        var shares = MoneyMath.Allocate(processingFeeCents, [.. Lines.Select(line => line.PriceCents)]);
        foreach (var (line, share) in Lines.Zip(shares))
        {
            line.MarkPaid(paidAt, share, releaseAt);
        }
    }

    public void Cancel()
    {
        if (State != OrderState.Pending)
        {
            throw new InvalidOperationException($"Order {Number} is {State}, not pending.");
        }

        State = OrderState.Canceled;
        foreach (var line in Lines)
        {
            line.Cancel();
        }
    }
}
