using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Marketplace.Contracts.Notifications;

/// <summary>What somebody is told about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NotificationKindName>))]
public enum NotificationKindName
{
    [JsonStringEnumMemberName("orders")] Orders,
    [JsonStringEnumMemberName("sales")] Sales,
    [JsonStringEnumMemberName("payouts")] Payouts,
    [JsonStringEnumMemberName("listings")] Listings,
    [JsonStringEnumMemberName("versions")] Versions,
    [JsonStringEnumMemberName("reviews")] Reviews,
    [JsonStringEnumMemberName("questions")] Questions,
    [JsonStringEnumMemberName("review_invitations")] ReviewInvitations,
    [JsonStringEnumMemberName("followed_sellers")] FollowedSellers,
    [JsonStringEnumMemberName("webhooks")] Webhooks,
    [JsonStringEnumMemberName("moderation")] Moderation,
    [JsonStringEnumMemberName("brain")] Brain,
    [JsonStringEnumMemberName("subscription")] Subscription,
}

/// <param name="Path">A page of the web app, with its leading slash.</param>
/// <param name="ReadAt">Null while unread.</param>
public sealed record NotificationView(Guid Id, NotificationKindName Kind, string Title, string Path, DateTimeOffset CreatedAt, DateTimeOffset? ReadAt);

/// <summary>Marks notifications as read: one, or all up to the newest that was seen.</summary>
public sealed record ReadNotificationsRequest
{
    public Guid? Id { get; init; }

    /// <summary>What came in after this one stays unread.</summary>
    public Guid? UpTo { get; init; }
}

/// <param name="Mailed">Whether a mail comes along with the notification.</param>
/// <param name="Optional">False for kinds that are always mailed.</param>
public sealed record MailChoiceView(NotificationKindName Kind, bool Mailed, bool Optional);

/// <param name="BouncedAt">Since when the person's address gives mails back; null when it takes them.</param>
/// <param name="BounceReason">What its mail server said.</param>
public sealed record MailChoicesView(string Address, IReadOnlyList<MailChoiceView> Kinds, DateTimeOffset? BouncedAt, string? BounceReason);

public sealed record MailChoicesRequest
{
    /// <summary>The optional kinds that are wanted; all others are switched off.</summary>
    [Required] public required IReadOnlyList<NotificationKindName> Mailed { get; init; }
}

/// <param name="Kind">The kind of the mail whose link was followed.</param>
/// <param name="Off">Whether mails of this kind are switched off for its reader.</param>
/// <param name="Address">Where it went, shortened: <c>r…@example.org</c>.</param>
public sealed record UnsubscribeView(NotificationKindName Kind, bool Off, string Address);

public sealed record UnsubscribeRequest
{
    /// <summary>False takes it back.</summary>
    public bool Off { get; init; } = true;
}
