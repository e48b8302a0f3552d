using Marketplace.StripeSandbox.Billing.Products;
using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Checkout;

internal sealed record CheckoutCreateParameters
{
    public IReadOnlyList<string>? AllowedPaymentMethodTypes { get; init; }
    public AutomaticTaxParameters? AutomaticTax { get; init; }
    public string? CancelUrl { get; init; }
    public string? ClientReferenceId { get; init; }
    public string? Currency { get; init; }
    public string? Customer { get; init; }
    public string? CustomerCreation { get; init; }
    public string? CustomerEmail { get; init; }
    public long? ExpiresAt { get; init; }
    public IReadOnlyList<LineItemParameters>? LineItems { get; init; }
    public string? Locale { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public string? Mode { get; init; }
    public PaymentIntentData? PaymentIntentData { get; init; }
    public string? SubmitType { get; init; }
    public SubscriptionDataParameters? SubscriptionData { get; init; }
    public string? SuccessUrl { get; init; }
    public string? UiMode { get; init; }
}

internal sealed record AutomaticTaxParameters(bool Enabled);

internal sealed record LineItemParameters(string? Price, PriceDataParameters? PriceData, long? Quantity, IReadOnlyDictionary<string, string>? Metadata);

internal sealed record SubscriptionDataParameters(string? Description, IReadOnlyDictionary<string, string>? Metadata, long? TrialEnd, long? TrialPeriodDays);

internal sealed record PriceDataParameters(string Currency, string? Product, ProductDataParameters? ProductData, RecurringParameters? Recurring, long? UnitAmount);

internal sealed record ProductDataParameters(string Name, string? Description, IReadOnlyList<string>? Images, IReadOnlyDictionary<string, string>? Metadata);

internal sealed record PaymentIntentData(
    string? Description,
    IReadOnlyDictionary<string, string>? Metadata,
    string? ReceiptEmail,
    string? TransferGroup);

internal sealed record CheckoutListParameters : ListParameters
{
    public string? Customer { get; init; }
    public string? PaymentIntent { get; init; }
    public string? Status { get; init; }
    public string? Subscription { get; init; }
}

internal sealed record CheckoutUpdateParameters
{
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
