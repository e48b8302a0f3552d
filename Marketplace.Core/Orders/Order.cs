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
/// pending ──paid──▶ paid ──▶ partially refunded ──▶ refunded
///    │                └─────────────┴──▶ disputed ──won or lost──▶ (back, by what is refunded)
///    └──payment page expired, payment failed──▶ canceled
/// </code>
/// </summary>
public sealed class Order
{
    public required Guid Id { get; init; }

    /// <summary><c>MP-YYYY-NNNNNN</c>.</summary>
    public required string Number { get; init; }
    public required Guid BuyerId { get; set; }

    /// <summary>The cart of a buyer without an account; it stays when the order is claimed.</summary>
    public Guid? GuestCartId { get; init; }
    public required string BuyerEmail { get; init; }
    public required string BuyerName { get; init; }
    public required string Currency { get; init; }

    /// <summary>What the buyer pays: the lines' amounts and their tax.</summary>
    public required long TotalCents { get; init; }
    public long TaxCents { get; init; }
    public long DiscountCents { get; init; }
    public string? DiscountCode { get; init; }

    /// <summary>ISO 3166 country the tax was reckoned for; null when the buyer did not say.</summary>
    public string? BuyerCountry { get; init; }

    /// <summary>The buyer's VAT or GST number, for the invoice.</summary>
    public string? BuyerTaxId { get; init; }

    /// <summary>Whom the invoice is made out to, when it is not the buyer by name.</summary>
    public string? BillingName { get; init; }
    public string? BillingAddress { get; init; }

    /// <summary>1900 is 19 %.</summary>
    public int TaxRateBasisPoints { get; init; }

    /// <summary>Why no tax is charged although there is a country (<c>reverse_charge</c>), for the invoice; null otherwise.</summary>
    public string? TaxNote { get; init; }

    /// <summary>The tax calculator's own reference, when it keeps books.</summary>
    public string? TaxCalculationId { get; init; }

    /// <summary>What the buyer saw and paid when Stripe converted the price; the books stay in <see cref="Currency"/>.</summary>
    public string? PresentmentCurrency { get; private set; }
    public long? PresentmentCents { get; private set; }
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
        var shares = MoneyMath.Allocate(processingFeeCents, [.. Lines.Select(line => line.AmountCents)]);
        foreach (var (line, share) in Lines.Zip(shares))
        {
            line.MarkPaid(paidAt, share, releaseAt);
        }
    }

    /// <summary>The state that follows from the lines.</summary>
    /// <param name="isDisputed">A dispute of the charge is open.</param>
    public void Follow(bool isDisputed)
    {
        if (State is OrderState.Pending or OrderState.Canceled)
        {
            throw new InvalidOperationException($"Order {Number} is {State}, not paid.");
        }

        var refunded = Lines.Sum(line => line.RefundedCents);
        State = isDisputed ? OrderState.Disputed
            : refunded == 0 ? OrderState.Paid
            : refunded == TotalCents ? OrderState.Refunded
            : OrderState.PartiallyRefunded;
    }

    public void Presented(string currency, long cents) => (PresentmentCurrency, PresentmentCents) = (currency, cents);

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
