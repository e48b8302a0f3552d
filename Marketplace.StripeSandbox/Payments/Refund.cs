using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Payments;

/*
 * pending ──time──► succeeded ──the bank sends it back──► failed
 *    └──taken back on the overview──► canceled
 */
internal sealed record Refund : StripeObject
{
    public override string Object => "refund";
    public required long Amount { get; init; }
    public string? BalanceTransaction { get; init; }
    public required string Charge { get; init; }
    public required string Currency { get; init; }
    public RefundDestination? DestinationDetails { get; init; }
    public string? FailureBalanceTransaction { get; init; }
    public string? FailureReason { get; init; }
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
    public string? PaymentIntent { get; init; }
    public string? PaymentMethod { get; init; }
    public string? PendingReason { get; init; }
    public string? Reason { get; init; }

    /// <summary>Set where a transfer's reversal took the money back from a connected account.</summary>
    public string? SourceTransferReversal { get; init; }
    public required string Status { get; init; }

    /// <summary>What the bank will make of it, and when; null when nothing more happens.</summary>
    [SandboxOnly]
    public RefundTurn? Turn { get; init; }
}

internal sealed record RefundTurn(string Status, DateTimeOffset At);

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
