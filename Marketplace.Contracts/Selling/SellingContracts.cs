using System.Text.Json.Serialization;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Selling;

[JsonConverter(typeof(JsonStringEnumConverter<SaleStatus>))]
public enum SaleStatus
{
    [JsonStringEnumMemberName("in_escrow")] InEscrow,
    [JsonStringEnumMemberName("available")] Available,
    [JsonStringEnumMemberName("transferred")] Transferred,
    [JsonStringEnumMemberName("refunded")] Refunded,
}

/// <summary>One sold line with every cent of it.</summary>
public sealed record SaleView(
    Guid LineId,
    string OrderNumber,
    Guid ProductId,
    string ProductTitle,
    LicenseName License,
    MoneyView Price,
    MoneyView PlatformFee,
    MoneyView ProcessingFee,
    MoneyView SellerAmount,
    SaleStatus Status,
    DateTimeOffset PaidAt,
    DateTimeOffset EscrowReleaseAt,
    int Downloads);

/// <summary>The seller's money, each figure a sum of ledger postings.</summary>
/// <param name="Escrow">Sold, in the seven days' holding period.</param>
/// <param name="Available">Released, waiting for Monday's transfer.</param>
/// <param name="InTransit">On the seller's Stripe balance, on its way to the bank.</param>
/// <param name="OnHold">Frozen by a dispute.</param>
/// <param name="PaidTotal">Arrived at the bank, since the beginning.</param>
public sealed record BalanceView(
    MoneyView Escrow,
    MoneyView Available,
    MoneyView InTransit,
    MoneyView OnHold,
    MoneyView PaidTotal,
    MoneyView GrossTotal,
    MoneyView FeesTotal,
    MoneyView RefundedTotal,
    NextPayoutView NextPayout);

/// <param name="Date">The Monday (00:00 UTC) of the next weekly transfer.</param>
/// <param name="Reason">Why the seller gets nothing then, as a stable code; null when paid.</param>
/// <param name="ReasonText">The same in words, with what to do.</param>
public sealed record NextPayoutView(DateTimeOffset Date, MoneyView Amount, string? Reason, string? ReasonText);

public sealed record ForecastView(DateTimeOffset Date, MoneyView Amount, string? Reason, IReadOnlyList<ForecastLineView> Lines);

/// <param name="ExpectedAt">The Monday whose run will transfer this line.</param>
public sealed record ForecastLineView(Guid LineId, string OrderNumber, string ProductTitle, MoneyView SellerAmount, DateTimeOffset EscrowReleaseAt, DateTimeOffset ExpectedAt);
