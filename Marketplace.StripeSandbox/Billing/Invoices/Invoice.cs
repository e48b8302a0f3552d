using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Invoices;

/*
 * draft ──finalize──► open ──paid, or nothing due──► paid
 *                      ├──void──► void
 *                      └──mark_uncollectible──► uncollectible ──paid──► paid
 */
internal sealed record Invoice : StripeObject
{
    public override string Object => "invoice";
    public string AccountCountry { get; } = "US";
    public string AccountName { get; } = "Payment sandbox";
    public long AmountDue { get; init; }
    public long AmountOverpaid { get; init; }
    public long AmountPaid { get; init; }
    public long AmountRemaining { get; init; }
    public long AmountShipping { get; init; }
    public long AttemptCount { get; init; }
    public bool Attempted { get; init; }
    public bool AutoAdvance { get; init; }
    public DisabledTax AutomaticTax { get; } = new();
    public long? AutomaticallyFinalizesAt { get; init; }
    public required string BillingReason { get; init; }
    public string CollectionMethod { get; init; } = "charge_automatically";
    public required string Currency { get; init; }
    public required string Customer { get; init; }
    public string? CustomerEmail { get; init; }
    public string? CustomerName { get; init; }
    public string CustomerTaxExempt { get; init; } = "none";
    public IReadOnlyList<string> CustomerTaxIds { get; } = [];
    public string? DefaultPaymentMethod { get; init; }
    public IReadOnlyList<string> DefaultTaxRates { get; } = [];
    public string? Description { get; init; }
    public IReadOnlyList<string> Discounts { get; } = [];
    public long? DueDate { get; init; }
    public long? EffectiveAt { get; init; }
    public long? EndingBalance { get; init; }
    public string? Footer { get; init; }
    public string? HostedInvoiceUrl { get; init; }
    public string? InvoicePdf { get; init; }
    public Issuer Issuer { get; } = new("self");
    public required StripeList<InvoiceLine> Lines { get; init; }
    public bool Livemode { get; init; }
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = Http.Metadata.Empty;
    public long? NextPaymentAttempt { get; init; }
    public string? Number { get; init; }
    public InvoiceParent? Parent { get; init; }
    public InvoicePaymentSettings PaymentSettings { get; } = new();
    public required long PeriodEnd { get; init; }
    public required long PeriodStart { get; init; }
    public long PostPaymentCreditNotesAmount { get; init; }
    public long PrePaymentCreditNotesAmount { get; init; }
    public long StartingBalance { get; init; }
    public string Status { get; init; } = "draft";
    public InvoiceTransitions StatusTransitions { get; init; } = new();
    public required long Subtotal { get; init; }
    public long SubtotalExcludingTax => Subtotal;
    public required long Total { get; init; }
    public IReadOnlyList<string> TotalDiscountAmounts { get; } = [];
    public long TotalExcludingTax => Total;
    public IReadOnlyList<string> TotalPretaxCreditAmounts { get; } = [];
    public IReadOnlyList<string> TotalTaxes { get; } = [];

    /// <summary>Names the hosted page and the PDF: whoever has the link may see and pay the invoice.</summary>
    [SandboxOnly]
    public string? PageKey { get; init; }

    [SandboxOnly]
    public string? SubscriptionId => Parent?.SubscriptionDetails?.Subscription;
}

internal sealed record InvoiceParent(InvoiceSubscription? SubscriptionDetails, string Type = "subscription_details");

internal sealed record InvoiceSubscription(string Subscription, IReadOnlyDictionary<string, string>? Metadata)
{
    /// <summary>On previews only.</summary>
    public long? SubscriptionProrationDate { get; init; }
}

internal sealed record InvoicePaymentSettings;

internal sealed record InvoiceTransitions
{
    public long? FinalizedAt { get; init; }
    public long? MarkedUncollectibleAt { get; init; }
    public long? PaidAt { get; init; }
    public long? VoidedAt { get; init; }
}
