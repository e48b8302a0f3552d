using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Invoices;

/// <summary>Ties an invoice to the payment intent that collects it.</summary>
internal sealed record InvoicePayment : StripeObject
{
    public override string Object => "invoice_payment";
    public long? AmountPaid { get; init; }
    public required long AmountRequested { get; init; }
    public required string Currency { get; init; }
    public required string Invoice { get; init; }
    public bool IsDefault { get; init; } = true;
    public bool Livemode { get; init; }
    public required InvoicePaymentSource Payment { get; init; }
    public string Status { get; init; } = "open";
    public InvoicePaymentTransitions StatusTransitions { get; init; } = new(null, null);
}

internal sealed record InvoicePaymentSource(string PaymentIntent, string Type = "payment_intent");

internal sealed record InvoicePaymentTransitions(long? CanceledAt, long? PaidAt);

internal sealed record InvoicePaymentListParameters : ListParameters
{
    public string? Invoice { get; init; }
    public InvoicePaymentFilter? Payment { get; init; }
    public string? Status { get; init; }
}

internal sealed record InvoicePaymentFilter(string? PaymentIntent, string? PaymentRecord, string Type);
