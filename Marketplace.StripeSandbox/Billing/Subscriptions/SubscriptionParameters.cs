using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Billing.Subscriptions;

internal sealed record SubscriptionItemParameters
{
    public bool Deleted { get; init; }
    public string? Id { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public string? Price { get; init; }
    public long? Quantity { get; init; }
}

internal sealed record SubscriptionCreateParameters
{
    public BillingModeParameters? BillingMode { get; init; }
    public bool? CancelAtPeriodEnd { get; init; }
    public string? CollectionMethod { get; init; }
    public string? Currency { get; init; }
    public string? Customer { get; init; }
    public string? DefaultPaymentMethod { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<SubscriptionItemParameters>? Items { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public bool? OffSession { get; init; }
    public string? PaymentBehavior { get; init; }
    public PaymentSettingsParameters? PaymentSettings { get; init; }
    public string? ProrationBehavior { get; init; }

    /// <summary>A moment, or `now`.</summary>
    public JsonNode? TrialEnd { get; init; }
    public long? TrialPeriodDays { get; init; }
}

internal sealed record BillingModeParameters(string Type);

internal sealed record PaymentSettingsParameters(IReadOnlyList<string>? PaymentMethodTypes, string? SaveDefaultPaymentMethod);

internal sealed record SubscriptionUpdateParameters
{
    /// <summary>A moment, `min_period_end`, or empty to take the cancellation back.</summary>
    public JsonNode? CancelAt { get; init; }
    public bool? CancelAtPeriodEnd { get; init; }
    public CancellationDetailsParameters? CancellationDetails { get; init; }
    public string? DefaultPaymentMethod { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<SubscriptionItemParameters>? Items { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public bool? OffSession { get; init; }
    public string? PaymentBehavior { get; init; }
    public PaymentSettingsParameters? PaymentSettings { get; init; }
    public string? ProrationBehavior { get; init; }
    public long? ProrationDate { get; init; }
    public JsonNode? TrialEnd { get; init; }
}

internal sealed record CancellationDetailsParameters(string? Comment, string? Feedback);

internal sealed record SubscriptionCancelParameters
{
    public CancellationDetailsParameters? CancellationDetails { get; init; }
    public bool InvoiceNow { get; init; }
    public bool Prorate { get; init; }
}

internal sealed record SubscriptionListParameters : ListParameters
{
    public string? CollectionMethod { get; init; }
    public TimeRange? CurrentPeriodEnd { get; init; }
    public TimeRange? CurrentPeriodStart { get; init; }
    public string? Customer { get; init; }
    public string? Price { get; init; }
    public string? Status { get; init; }
}

internal sealed record SubscriptionItemListParameters : ListParameters
{
    public required string Subscription { get; init; }
}

internal sealed record SubscriptionItemUpdateParameters
{
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public bool? OffSession { get; init; }
    public string? PaymentBehavior { get; init; }
    public string? Price { get; init; }
    public string? ProrationBehavior { get; init; }
    public long? ProrationDate { get; init; }
    public long? Quantity { get; init; }
}
