using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Billing.Invoices;

internal sealed record InvoiceCreateParameters
{
    public bool? AutoAdvance { get; init; }
    public string? CollectionMethod { get; init; }
    public string? Currency { get; init; }
    public string? Customer { get; init; }
    public string? DefaultPaymentMethod { get; init; }
    public string? Description { get; init; }
    public string? Footer { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public string? PendingInvoiceItemsBehavior { get; init; }
    public string? Subscription { get; init; }
}

internal sealed record InvoiceUpdateParameters
{
    public bool? AutoAdvance { get; init; }
    public string? DefaultPaymentMethod { get; init; }
    public string? Description { get; init; }
    public string? Footer { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

internal sealed record InvoiceFinalizeParameters(bool? AutoAdvance);

internal sealed record InvoicePayParameters
{
    public bool? OffSession { get; init; }
    public bool PaidOutOfBand { get; init; }
    public string? PaymentMethod { get; init; }
}

internal sealed record InvoiceListParameters : ListParameters
{
    public string? CollectionMethod { get; init; }
    public string? Customer { get; init; }
    public string? Status { get; init; }
    public string? Subscription { get; init; }
}

internal sealed record InvoicePreviewParameters
{
    public string? Currency { get; init; }
    public string? Customer { get; init; }
    public string? PreviewMode { get; init; }
    public string? Subscription { get; init; }
    public PreviewSubscriptionParameters? SubscriptionDetails { get; init; }
}

internal sealed record PreviewSubscriptionParameters
{
    public bool? CancelAtPeriodEnd { get; init; }
    public bool? CancelNow { get; init; }
    public IReadOnlyList<SubscriptionItemParameters>? Items { get; init; }
    public string? ProrationBehavior { get; init; }
    public long? ProrationDate { get; init; }
    public JsonNode? TrialEnd { get; init; }
}
