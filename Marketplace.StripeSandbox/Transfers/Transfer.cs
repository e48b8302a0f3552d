using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Transfers;

internal sealed record Transfer : StripeObject
{
    public override string Object => "transfer";
    public required long Amount { get; init; }
    public long AmountReversed { get; init; }
    public required string BalanceTransaction { get; init; }
    public required string Currency { get; init; }
    public string? Description { get; init; }
    public required string Destination { get; init; }
    public required string DestinationPayment { get; init; }
    public bool Livemode { get; init; }
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
    public required StripeList<TransferReversal> Reversals { get; init; }
    public bool Reversed { get; init; }
    public string? SourceTransaction { get; init; }
    public string SourceType { get; init; } = "card";
    public string? TransferGroup { get; init; }
}

internal sealed record TransferReversal : StripeObject
{
    public override string Object => "transfer_reversal";
    public required long Amount { get; init; }
    public required string BalanceTransaction { get; init; }
    public required string Currency { get; init; }
    public required string DestinationPaymentRefund { get; init; }
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
    public required string Transfer { get; init; }
}

internal sealed record TransferCreateParameters
{
    public long? Amount { get; init; }
    public required string Currency { get; init; }
    public string? Description { get; init; }
    public required string Destination { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public string? SourceTransaction { get; init; }
    public string? TransferGroup { get; init; }
}

internal sealed record TransferUpdateParameters
{
    public string? Description { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

internal sealed record TransferListParameters : ListParameters
{
    public string? Destination { get; init; }
    public string? TransferGroup { get; init; }
}

internal sealed record ReversalCreateParameters
{
    public long? Amount { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
