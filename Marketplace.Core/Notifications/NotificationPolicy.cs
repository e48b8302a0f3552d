namespace Marketplace.Core.Notifications;

/// <summary>Which mails a person can switch off, and how long the marketplace tries to send one.</summary>
public static class NotificationPolicy
{
    /// <summary>A mail server that is away for a weekend loses nothing; later a mail is of no use.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    /// <summary>Read notifications are kept this long.</summary>
    public static readonly TimeSpan KeepRead = TimeSpan.FromDays(90);

    /// <summary>A letter that has gone is kept this long, to answer "did it go?".</summary>
    public static readonly TimeSpan KeepMails = TimeSpan.FromDays(180);

    /// <summary>How long before an unpaid plan ends its owner is told once more.</summary>
    public static readonly TimeSpan GraceReminder = TimeSpan.FromDays(2);

    // Far more than the largest round of letters takes.
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>Mails that are no answer to something a person did or owns. All others are part of the service and always sent.</summary>
    public static readonly IReadOnlyList<NotificationKind> Optional =
    [
        NotificationKind.Sales, NotificationKind.Versions, NotificationKind.Reviews, NotificationKind.Questions,
        NotificationKind.ReviewInvitations, NotificationKind.FollowedSellers, NotificationKind.Brain,
    ];

    public static bool IsOptional(NotificationKind kind) => Optional.Contains(kind);

    /// <summary>
    /// How much earlier than now a mail is due, in a queue that is sent in order of that: a receipt does not wait behind ten thousand letters to
    /// followers, buyers of a new version or admins.
    /// </summary>
    public static TimeSpan HeadStart(NotificationKind kind) =>
        kind is NotificationKind.Moderation or NotificationKind.Versions or NotificationKind.FollowedSellers or NotificationKind.ReviewInvitations ? TimeSpan.Zero : Ahead;

    /// <summary>5, 10, 20 … seconds, at most five minutes: after an outage everything is out within those.</summary>
    public static TimeSpan BackOff(int attempts) => TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, 5 * Math.Pow(2, Math.Min(attempts, 20) - 1)));
}
