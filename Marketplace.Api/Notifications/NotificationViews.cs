using Marketplace.Contracts.Notifications;
using Marketplace.Core.Notifications;

namespace Marketplace.Api.Notifications;

internal static class NotificationViews
{
    public static NotificationKindName ToView(this NotificationKind kind) => kind switch
    {
        NotificationKind.Orders => NotificationKindName.Orders,
        NotificationKind.Sales => NotificationKindName.Sales,
        NotificationKind.Payouts => NotificationKindName.Payouts,
        NotificationKind.Listings => NotificationKindName.Listings,
        NotificationKind.Versions => NotificationKindName.Versions,
        NotificationKind.Reviews => NotificationKindName.Reviews,
        NotificationKind.Questions => NotificationKindName.Questions,
        NotificationKind.ReviewInvitations => NotificationKindName.ReviewInvitations,
        NotificationKind.FollowedSellers => NotificationKindName.FollowedSellers,
        NotificationKind.Webhooks => NotificationKindName.Webhooks,
        NotificationKind.Moderation => NotificationKindName.Moderation,
        NotificationKind.Brain => NotificationKindName.Brain,
        NotificationKind.Subscription => NotificationKindName.Subscription,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static NotificationView ToView(this Notification notification) =>
        new(notification.Id, notification.Kind.ToView(), notification.Title, notification.Path, notification.CreatedAt, notification.ReadAt);
}
