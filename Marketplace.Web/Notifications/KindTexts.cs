using Marketplace.Contracts.Notifications;

namespace Marketplace.Web.Notifications;

/// <summary>What the kinds of notification are called, and what comes with each.</summary>
internal static class KindTexts
{
    public static string Name(NotificationKindName kind) => kind switch
    {
        NotificationKindName.Orders => "Your orders",
        NotificationKindName.Sales => "Sales",
        NotificationKindName.Payouts => "Payouts, refunds and disputes",
        NotificationKindName.Listings => "Your listings",
        NotificationKindName.Versions => "New versions",
        NotificationKindName.Reviews => "Reviews",
        NotificationKindName.Questions => "Questions",
        NotificationKindName.ReviewInvitations => "Review invitations",
        NotificationKindName.FollowedSellers => "Sellers you follow",
        NotificationKindName.Webhooks => "Webhooks",
        NotificationKindName.Moderation => "Moderation",
        NotificationKindName.Brain => "Questions to the community",
        NotificationKindName.Subscription => "Your plan",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Explain(NotificationKindName kind) => kind switch
    {
        NotificationKindName.Orders => "confirmations, receipts and refunds of what you buy",
        NotificationKindName.Sales => "each sale of your products, with what you get",
        NotificationKindName.Payouts => "where your money is and what holds it up",
        NotificationKindName.Listings => "what became of your listings, packages and appeals",
        NotificationKindName.Versions => "new versions of what you own",
        NotificationKindName.Reviews => "reviews of your products and answers to yours",
        NotificationKindName.Questions => "questions about your products and answers to yours",
        NotificationKindName.ReviewInvitations => "one letter a week after a purchase",
        NotificationKindName.FollowedSellers => "new products of sellers you follow",
        NotificationKindName.Webhooks => "a webhook of yours that was switched off",
        NotificationKindName.Moderation => "decisions about what you wrote",
        NotificationKindName.Brain => "entries written for what you asked everybody",
        NotificationKindName.Subscription => "payments, changes and the end of your plan, and your team",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
