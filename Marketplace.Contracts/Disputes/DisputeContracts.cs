using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Disputes;

[JsonConverter(typeof(JsonStringEnumConverter<DisputeStatus>))]
public enum DisputeStatus
{
    /// <summary>The bank asks first; no money has moved.</summary>
    [JsonStringEnumMemberName("inquiry")] Inquiry,
    [JsonStringEnumMemberName("needs_response")] NeedsResponse,
    [JsonStringEnumMemberName("under_review")] UnderReview,
    [JsonStringEnumMemberName("won")] Won,
    [JsonStringEnumMemberName("lost")] Lost,
    [JsonStringEnumMemberName("closed")] Closed,
}

/// <param name="Amount">What the bank took back; for a seller the part of the own lines.</param>
/// <param name="Reason">The bank's word: <c>fraudulent</c>, <c>product_not_received</c> …</param>
/// <param name="EvidenceDueAt">After that the bank decides without an answer.</param>
/// <param name="CanRespond">Evidence can be sent now; it can be sent once.</param>
public sealed record DisputeView(
    Guid Id,
    Guid OrderId,
    string OrderNumber,
    DisputeStatus Status,
    MoneyView Amount,
    MoneyView Fee,
    string Reason,
    IReadOnlyList<string> Products,
    DateTimeOffset OpenedAt,
    DateTimeOffset? EvidenceDueAt,
    DateTimeOffset? EvidenceSentAt,
    DateTimeOffset? ClosedAt,
    bool CanRespond);

/// <summary>What the marketplace has collected and would send, besides the own statement.</summary>
public sealed record EvidenceView(string Products, string Customer, string DeliveryLog, string RefundPolicy, string? Statement);

public sealed record EvidenceRequest
{
    /// <summary>In the seller's own words, to the bank.</summary>
    [StringLength(5_000)]
    public string Statement { get; set; } = "";
}

/// <summary>A card network suspects a stolen card; the order's money is frozen until someone decides.</summary>
public sealed record FraudWarningView(Guid Id, Guid OrderId, string OrderNumber, string Kind, MoneyView Total, DateTimeOffset CreatedAt, DateTimeOffset DeadlineAt, DateTimeOffset? ClosedAt);
