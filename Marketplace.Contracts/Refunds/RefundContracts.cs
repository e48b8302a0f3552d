using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Refunds;

[JsonConverter(typeof(JsonStringEnumConverter<RefundStatus>))]
public enum RefundStatus
{
    /// <summary>The buyer asked; a seller or an admin answers.</summary>
    [JsonStringEnumMemberName("requested")] Requested,
    [JsonStringEnumMemberName("declined")] Declined,

    /// <summary>Granted, on its way to Stripe.</summary>
    [JsonStringEnumMemberName("processing")] Processing,

    /// <summary>Stripe has it, the buyer's bank does not yet.</summary>
    [JsonStringEnumMemberName("pending")] Pending,
    [JsonStringEnumMemberName("succeeded")] Succeeded,
    [JsonStringEnumMemberName("failed")] Failed,
}

public sealed record RefundRequest
{
    /// <summary>One line; null for all lines the caller may speak for.</summary>
    public Guid? LineId { get; set; }

    /// <summary>Null for all that remains.</summary>
    public MoneyView? Amount { get; set; }

    [Required, StringLength(1_000, MinimumLength = 3)]
    public string Reason { get; set; } = "";
}

public sealed record DeclineRefundRequest
{
    /// <summary>Mailed to the buyer.</summary>
    [Required, StringLength(1_000, MinimumLength = 10)]
    public string Reason { get; set; } = "";
}

/// <param name="RequestedBy"><c>buyer</c>, <c>seller</c>, <c>admin</c> or <c>stripe</c>.</param>
/// <param name="Error">Why it failed; null otherwise.</param>
/// <param name="CanDecide">The caller may grant or decline it now.</param>
public sealed record RefundView(
    Guid Id,
    Guid OrderId,
    string OrderNumber,
    RefundStatus Status,
    MoneyView Amount,
    string RequestedBy,
    string Reason,
    string? DeclineReason,
    string? Error,
    IReadOnlyList<RefundLineView> Lines,
    DateTimeOffset CreatedAt,
    DateTimeOffset? BookedAt,
    bool CanDecide);

/// <param name="SellerAmount">What the seller gives of it; zero until it is booked.</param>
public sealed record RefundLineView(Guid LineId, string Title, MoneyView Amount, MoneyView SellerAmount);

/// <summary>What a refund would do, before the click. The parts of a line sum to its amount.</summary>
public sealed record RefundPreviewView(MoneyView Amount, IReadOnlyList<RefundPreviewLineView> Lines);

/// <param name="LostProcessingFee">Stripe keeps it; the marketplace bears it.</param>
/// <param name="FromBalance">Of the seller's part: taken from escrow or available money.</param>
/// <param name="Reversed">Of the seller's part: taken back from the seller's Stripe balance.</param>
/// <param name="Debt">Of the seller's part: deducted from the seller's next transfers.</param>
/// <param name="EndsAccess">The buyer can no longer download the product.</param>
public sealed record RefundPreviewLineView(
    Guid LineId,
    string Title,
    MoneyView Amount,
    MoneyView SellerAmount,
    MoneyView PlatformFee,
    MoneyView Tax,
    MoneyView LostProcessingFee,
    MoneyView FromBalance,
    MoneyView Reversed,
    MoneyView Debt,
    bool EndsAccess);

/// <summary>What can still be refunded of a paid order: its buyer and an admin see all lines, a seller the own ones.</summary>
/// <param name="PaidAt">When the buyer paid.</param>
public sealed record RefundableView(Guid OrderId, string OrderNumber, DateTimeOffset PaidAt, MoneyView Paid, MoneyView Remaining, IReadOnlyList<RefundableLineView> Lines);

/// <param name="Paid">With tax, less the discount.</param>
/// <param name="AskUntil">The buyer may ask until then; a seller or an admin may refund later too.</param>
public sealed record RefundableLineView(Guid LineId, string Title, MoneyView Paid, MoneyView Refunded, MoneyView Remaining, DateTimeOffset AskUntil);
