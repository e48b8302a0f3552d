using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Payments;

internal sealed record Refund : StripeObject
{
    public override string Object => "refund";
    public required long Amount { get; init; }
    public string? BalanceTransaction { get; init; }
    public required string Charge { get; init; }
    public required string Currency { get; init; }
    public RefundDestination? DestinationDetails { get; init; }
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
    public string? PaymentIntent { get; init; }
    public string? PaymentMethod { get; init; }
    public string? Reason { get; init; }
    public required string Status { get; init; }
}

internal sealed record RefundDestination(RefundCard Card)
{
    public string Type { get; } = "card";
}

internal sealed record RefundCard(string Type)
{
    public string ReferenceStatus { get; } = "pending";
    public string ReferenceType { get; } = "acquirer_reference_number";
}

internal sealed record RefundCreateParameters
{
    public long? Amount { get; init; }
    public string? Charge { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public string? PaymentIntent { get; init; }
    public string? Reason { get; init; }
}

internal sealed record RefundUpdateParameters
{
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

internal sealed record RefundListParameters : Http.ListParameters
{
    public string? Charge { get; init; }
    public string? PaymentIntent { get; init; }
}
