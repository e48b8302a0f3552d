using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Payments;

internal sealed record Charge : StripeObject
{
    public override string Object => "charge";
    public required long Amount { get; init; }
    public long AmountCaptured { get; init; }
    public long AmountRefunded { get; init; }
    public string? BalanceTransaction { get; init; }
    public required BillingDetails BillingDetails { get; init; }
    public string? CalculatedStatementDescriptor { get; init; }
    public bool Captured { get; init; }
    public required string Currency { get; init; }
    public string? Customer { get; init; }
    public string? Description { get; init; }
    public bool Disputed { get; init; }
    public string? FailureCode { get; init; }
    public string? FailureMessage { get; init; }
    public FraudDetails FraudDetails { get; init; } = new();
    public bool Livemode { get; init; }
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = Http.Metadata.Empty;
    public ChargeOutcome? Outcome { get; init; }
    public bool Paid { get; init; }
    public string? PaymentIntent { get; init; }
    public string? PaymentMethod { get; init; }
    public PaymentMethodDetails? PaymentMethodDetails { get; init; }
    public string? ReceiptEmail { get; init; }
    public bool Refunded { get; init; }
    public JsonObject? Shipping { get; init; }
    public string? SourceTransfer { get; init; }
    public required string Status { get; init; }
    public string? TransferGroup { get; init; }

    public long Refundable() => Amount - AmountRefunded;
}

internal sealed record BillingDetails(string? Email, string? Name)
{
    public BillingAddress Address { get; } = new();
}

/// <summary>The checkout form asks for no address; the contract still shows one, empty.</summary>
internal sealed record BillingAddress;

internal sealed record FraudDetails;

internal sealed record ChargeOutcome(string NetworkStatus, string? Reason, string SellerMessage, string Type)
{
    public string RiskLevel { get; } = "normal";
    public long RiskScore { get; } = 20;

    public static readonly ChargeOutcome Authorized = new("approved_by_network", null, "Payment complete.", "authorized");

    public static ChargeOutcome Declined(string reason) =>
        new("declined_by_network", reason, $"The bank returned the decline code `{reason}`.", "issuer_declined");
}

internal sealed record PaymentMethodDetails(CardDetails? Card, string Type)
{
    public StripeAccountDetails? StripeAccount { get; init; }
    public UsBankAccount? UsBankAccount { get; init; }
}

internal sealed record StripeAccountDetails;

internal sealed record CardDetails(string Brand, string Last4, long ExpMonth, long ExpYear)
{
    public CardChecks Checks { get; init; } = new("pass");
    public string Country { get; } = "US";
    public string Funding { get; } = "credit";
    public string Network => Brand;
    public ThreeDSecure? ThreeDSecure { get; init; }
}

internal sealed record CardChecks(string CvcCheck);

internal sealed record ThreeDSecure
{
    public string AuthenticationFlow { get; } = "challenge";
    public string Result { get; } = "authenticated";
    public string Version { get; } = "2.2.0";
}

internal sealed record ChargeListParameters : ListParameters
{
    public string? Customer { get; init; }
    public string? PaymentIntent { get; init; }
    public string? TransferGroup { get; init; }
}
