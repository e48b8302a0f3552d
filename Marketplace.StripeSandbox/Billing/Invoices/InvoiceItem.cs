using System.Globalization;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Invoices;

/// <summary>Something to be billed with the next invoice: a proration, or an amount added by hand.</summary>
internal sealed record InvoiceItem : StripeObject
{
    public override string Object => "invoiceitem";

    [SandboxOnly]
    public override long Created { get; init; }
    public required long Amount { get; init; }
    public required string Currency { get; init; }
    public required string Customer { get; init; }
    public required long Date { get; init; }
    public string? Description { get; init; }
    public bool Discountable { get; init; }
    public IReadOnlyList<string> Discounts { get; } = [];

    /// <summary>Null while it waits.</summary>
    public string? Invoice { get; init; }
    public bool Livemode { get; init; }
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = Http.Metadata.Empty;
    public long NetAmount => Amount;
    public InvoiceItemParent? Parent { get; init; }
    public required LinePeriod Period { get; init; }
    public LinePricing? Pricing { get; init; }
    public bool Proration { get; init; }
    public required long Quantity { get; init; }
    public string QuantityDecimal => Quantity.ToString(CultureInfo.InvariantCulture);
    public IReadOnlyList<string> TaxRates { get; } = [];
}

internal sealed record InvoiceItemParent(InvoiceItemSubscription SubscriptionDetails, string Type = "subscription_details");

internal sealed record InvoiceItemSubscription(string Subscription, string? SubscriptionItem);

internal sealed record InvoiceItemCreateParameters
{
    public long? Amount { get; init; }
    public string? Currency { get; init; }
    public string? Customer { get; init; }
    public string? Description { get; init; }
    public bool? Discountable { get; init; }
    public string? Invoice { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public LinePeriod? Period { get; init; }
    public InvoiceItemPricingParameters? Pricing { get; init; }
    public long? Quantity { get; init; }
    public string? Subscription { get; init; }
}

internal sealed record InvoiceItemPricingParameters(string? Price);

internal sealed record InvoiceItemListParameters : ListParameters
{
    public string? Customer { get; init; }
    public string? Invoice { get; init; }
    public bool? Pending { get; init; }
}
