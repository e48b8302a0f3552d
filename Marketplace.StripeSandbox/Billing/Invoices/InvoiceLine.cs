using System.Globalization;
using Marketplace.StripeSandbox.Billing.Products;
using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Invoices;

internal sealed record InvoiceLine : StripeObject
{
    public override string Object => "line_item";

    [SandboxOnly]
    public override long Created { get; init; }
    public required long Amount { get; init; }
    public required string Currency { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string> DiscountAmounts { get; } = [];
    public bool Discountable { get; init; }
    public IReadOnlyList<string> Discounts { get; } = [];
    public string? Invoice { get; init; }
    public bool Livemode { get; init; }
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = Http.Metadata.Empty;
    public required LineParent Parent { get; init; }
    public required LinePeriod Period { get; init; }
    public IReadOnlyList<string> PretaxCreditAmounts { get; } = [];
    public LinePricing? Pricing { get; init; }
    public required long Quantity { get; init; }
    public string QuantityDecimal => Quantity.ToString(CultureInfo.InvariantCulture);
    public string? Subscription { get; init; }
    public long Subtotal => Amount;
    public IReadOnlyList<string> Taxes { get; } = [];

    /// <summary>A subscription item for one period.</summary>
    public static InvoiceLine Of(Scope scope, SubscriptionItem item, IReadOnlyDictionary<string, string> metadata, long start, long end, bool trial) => new()
    {
        Id = DocumentId.New("il_"),
        Amount = trial ? 0 : item.Amount(),
        Currency = item.Price.Currency,
        Description = Describe(scope, item, trial),
        Discountable = true,
        Metadata = metadata,
        Parent = new LineParent(null, new LineSubscriptionItem(null, false, item.Subscription, item.Id), "subscription_item_details"),
        Period = new LinePeriod(end, start),
        Pricing = LinePricing.Of(item.Price),
        Quantity = item.Quantity,
        Subscription = item.Subscription,
    };

    public static InvoiceLine Of(InvoiceItem item) => new()
    {
        Id = DocumentId.New("il_"),
        Amount = item.Amount,
        Currency = item.Currency,
        Description = item.Description,
        Discountable = item.Discountable,
        Metadata = item.Metadata,
        Parent = item.Parent?.SubscriptionDetails is { SubscriptionItem: { } subscriptionItem } source
            ? new LineParent(null, new LineSubscriptionItem(item.Id, item.Proration, source.Subscription, subscriptionItem), "subscription_item_details")
            : new LineParent(new LineInvoiceItem(item.Id, item.Proration, item.Parent?.SubscriptionDetails?.Subscription), null, "invoice_item_details"),
        Period = item.Period,
        Pricing = item.Pricing,
        Quantity = item.Quantity,
        Subscription = item.Parent?.SubscriptionDetails?.Subscription,
    };

    private static string Describe(Scope scope, SubscriptionItem item, bool trial)
    {
        var product = scope.Find<Product>(item.Price.Product)!.Name;
        return trial
            ? $"Trial period for {product}"
            : $"{item.Quantity} × {product} (at {Balance.Amounts.Display(item.Price.UnitAmount, item.Price.Currency)} / {item.Price.Recurring!.Display})";
    }
}

internal sealed record LineParent(LineInvoiceItem? InvoiceItemDetails, LineSubscriptionItem? SubscriptionItemDetails, string Type);

internal sealed record LineInvoiceItem(string InvoiceItem, bool Proration, string? Subscription);

internal sealed record LineSubscriptionItem(string? InvoiceItem, bool Proration, string Subscription, string SubscriptionItem);

internal sealed record LinePeriod(long End, long Start);

internal sealed record LinePricing(LinePriceDetails? PriceDetails, string? UnitAmountDecimal, string Type = "price_details")
{
    public static LinePricing Of(Price price) => new(new LinePriceDetails(price.Id, price.Product), price.UnitAmountDecimal);
}

internal sealed record LinePriceDetails(string Price, string Product);
