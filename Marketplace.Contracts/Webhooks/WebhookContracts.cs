using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Marketplace.Contracts.Webhooks;

[JsonConverter(typeof(JsonStringEnumConverter<WebhookStatus>))]
public enum WebhookStatus
{
    [JsonStringEnumMemberName("enabled")] Enabled,
    [JsonStringEnumMemberName("off")] Off,

    /// <summary>Nothing arrived for three days, so it was switched off.</summary>
    [JsonStringEnumMemberName("failing")] Failing,

    /// <summary>The receiver answered 410, so it was switched off.</summary>
    [JsonStringEnumMemberName("gone")] Gone,
}

[JsonConverter(typeof(JsonStringEnumConverter<DeliveryStatus>))]
public enum DeliveryStatus
{
    [JsonStringEnumMemberName("pending")] Pending,
    [JsonStringEnumMemberName("succeeded")] Succeeded,
    [JsonStringEnumMemberName("failed")] Failed,
}

/// <summary>An address of the seller's own program, and what it is told of.</summary>
public sealed record WebhookRequest
{
    /// <summary>Public, https.</summary>
    [Required, StringLength(500)]
    public string Url { get; set; } = "";

    [StringLength(100)]
    public string Description { get; set; } = "";

    /// <summary>Names such as <c>order.paid</c>; <c>GET /api/seller/webhooks/events</c> lists them.</summary>
    [MaxLength(50)]
    public List<string> Events { get; set; } = [];
}

/// <param name="StatusSince">Since when it is enabled, or is not.</param>
/// <param name="LastSuccessAt">When an event last arrived; null when none has yet.</param>
/// <param name="OldSecretEndsAt">Until when the replaced secret signs too; null when it does not.</param>
public sealed record WebhookView(
    Guid Id,
    string Url,
    string Description,
    IReadOnlyList<string> Events,
    WebhookStatus Status,
    DateTimeOffset StatusSince,
    DateTimeOffset? LastSuccessAt,
    DateTimeOffset? OldSecretEndsAt,
    DateTimeOffset CreatedAt);

/// <param name="Secret">The signing secret <c>whsec_…</c>, in this answer only.</param>
public sealed record WebhookSecretView(WebhookView Webhook, string Secret);

/// <param name="Text">What it means.</param>
public sealed record WebhookEventView(string Name, string Text);

/// <param name="EventId">The <c>webhook-id</c>: the same at every try.</param>
/// <param name="HttpStatus">Of the last answer; null when none came.</param>
/// <param name="Problem">Why the last try failed, in words.</param>
/// <param name="Attempts">Requests so far.</param>
/// <param name="NextTryAt">Null when there is none.</param>
public sealed record DeliveryView(
    Guid Id,
    string EventId,
    string Type,
    DeliveryStatus Status,
    int? HttpStatus,
    string? Problem,
    int Attempts,
    DateTimeOffset? NextTryAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt);

/// <param name="Payload">The body as it is sent, to the byte.</param>
/// <param name="Tries">The last first, at most 50.</param>
public sealed record DeliveryDetailView(DeliveryView Delivery, string Payload, IReadOnlyList<DeliveryTryView> Tries);

/// <param name="AnswerBody">At most its first 4 KiB.</param>
public sealed record DeliveryTryView(
    int Number,
    DateTimeOffset SentAt,
    string Url,
    string RequestHeaders,
    int DurationMilliseconds,
    int? HttpStatus,
    string? Problem,
    string AnswerHeaders,
    string AnswerBody);
