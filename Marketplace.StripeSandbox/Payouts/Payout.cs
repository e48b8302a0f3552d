using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Payouts;

/*
 * in_transit ──arrival, seen by a later tick──► paid
 *     └──the bank sends it back──► failed
 */
internal sealed record Payout : StripeObject
{
    public override string Object => "payout";
    public required long Amount { get; init; }
    public required long ArrivalDate { get; init; }
    public required bool Automatic { get; init; }
    public required string BalanceTransaction { get; init; }
    public required string Currency { get; init; }
    public string? Description { get; init; }
    public required string? Destination { get; init; }
    public string? FailureBalanceTransaction { get; init; }
    public string? FailureCode { get; init; }
    public string? FailureMessage { get; init; }
    public bool Livemode { get; init; }
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
    public string Method { get; init; } = "standard";
    public required string ReconciliationStatus { get; init; }
    public string SourceType { get; init; } = "card";
    public string? StatementDescriptor { get; init; }
    public required string Status { get; init; }
    public string Type { get; init; } = "bank_account";
    public TraceId? TraceId { get; init; }
}

internal sealed record TraceId(string Status, string? Value);

internal sealed record PayoutCreateParameters
{
    public required long Amount { get; init; }
    public required string Currency { get; init; }
    public string? Description { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public string? StatementDescriptor { get; init; }
}

internal sealed record PayoutListParameters : ListParameters
{
    public TimeRange? ArrivalDate { get; init; }
    public string? Destination { get; init; }
    public string? Status { get; init; }
}
