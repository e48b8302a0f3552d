using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Disputes;

/*
 * needs_response ──evidence submitted──► under_review ──bank──► won
 *    │                                        └─────────────────► lost
 *    └──accepted, or the time is up──► lost
 *
 * warning_needs_response ──evidence──► warning_under_review ──► warning_closed
 *    ├──accepted, fully refunded, or 120 days old──► warning_closed
 *    └──escalated──► needs_response: only now money moves
 */
internal sealed record Dispute : StripeObject
{
    public override string Object => "dispute";
    public required long Amount { get; init; }
    public IReadOnlyList<BalanceTransaction> BalanceTransactions { get; init; } = [];
    public required string Charge { get; init; }
    public required string Currency { get; init; }
    public IReadOnlyList<string> EnhancedEligibilityTypes { get; } = [];
    public JsonObject Evidence { get; init; } = new() { ["enhanced_evidence"] = new JsonObject() };
    public required EvidenceDetails EvidenceDetails { get; init; }
    public required bool IsChargeRefundable { get; init; }
    public bool Livemode { get; init; }
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = Http.Metadata.Empty;
    public string? NetworkReasonCode => PaymentMethodDetails?.Card.NetworkReasonCode;
    public string? PaymentIntent { get; init; }
    public DisputeMethod? PaymentMethodDetails { get; init; }
    public required string Reason { get; init; }
    public required string Status { get; init; }

    /// <summary>A question of the bank; no money has moved yet.</summary>
    public bool IsInquiry() => Status.StartsWith("warning_", StringComparison.Ordinal);

    public bool NeedsResponse() => Status is "needs_response" or "warning_needs_response";

    /// <summary>The bank holds the money and has not decided.</summary>
    public bool HoldsMoney() => Status is "needs_response" or "under_review";

    public bool IsClosed() => Status is "won" or "lost" or "warning_closed";
}

internal sealed record EvidenceDetails(long? DueBy, bool HasEvidence = false, bool PastDue = false, long SubmissionCount = 0)
{
    public EnhancedEligibility EnhancedEligibility { get; } = new();
    public string SubmissionMethod => SubmissionCount > 0 ? "manual" : "not_submitted";
}

internal sealed record EnhancedEligibility;

internal sealed record DisputeMethod(DisputeCard Card)
{
    public string Type { get; } = "card";
}

internal sealed record DisputeCard(string Brand, string CaseType, string? NetworkReasonCode)
{
    public string Network => Brand;
}

internal sealed record DisputeUpdateParameters
{
    public JsonObject? Evidence { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Evidence goes to the bank unless the caller says that it is only to be kept.</summary>
    public bool? Submit { get; init; }
}

internal sealed record DisputeListParameters : ListParameters
{
    public string? Charge { get; init; }
    public string? PaymentIntent { get; init; }
}
