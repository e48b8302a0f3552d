using System.Text.Json.Serialization;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Payouts;

[JsonConverter(typeof(JsonStringEnumConverter<PayoutKind>))]
public enum PayoutKind
{
    /// <summary>From the platform to the seller's Stripe balance, on Monday.</summary>
    [JsonStringEnumMemberName("transfer")] Transfer,

    /// <summary>From the seller's Stripe balance to the bank, on Tuesday.</summary>
    [JsonStringEnumMemberName("bank")] Bank,
}

[JsonConverter(typeof(JsonStringEnumConverter<PayoutStatus>))]
public enum PayoutStatus
{
    [JsonStringEnumMemberName("pending")] Pending,
    [JsonStringEnumMemberName("in_transit")] InTransit,
    [JsonStringEnumMemberName("paid")] Paid,
    [JsonStringEnumMemberName("failed")] Failed,
}

/// <param name="StripeId">Stripe's id of the transfer or payout; null until Stripe has it.</param>
/// <param name="ArrivalAt">When the bank has it (bank payouts), or when Stripe accepted it (transfers).</param>
/// <param name="LineCount">Order lines in a transfer; 0 for a bank payout.</param>
public sealed record PayoutView(Guid Id, PayoutKind Kind, PayoutStatus Status, MoneyView Amount, string? StripeId, DateTimeOffset CreatedAt, DateTimeOffset? ArrivalAt, int LineCount);
