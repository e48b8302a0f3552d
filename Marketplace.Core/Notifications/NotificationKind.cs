namespace Marketplace.Core.Notifications;

/// <summary>What somebody is told about; each person chooses per kind whether a mail comes along. Names are stored: they never change once released.</summary>
public enum NotificationKind
{
    /// <summary>A buyer's own purchase: confirmation, refund, payment that failed. Always mailed.</summary>
    Orders,

    /// <summary>A seller's sale.</summary>
    Sales,

    /// <summary>A seller's money: transfers, refunds, disputes, holds. Always mailed.</summary>
    Payouts,

    /// <summary>What became of a seller's listing, package or appeal. Always mailed.</summary>
    Listings,

    /// <summary>A new version of something bought.</summary>
    Versions,

    /// <summary>A review of a seller's product, or the answer to one's own.</summary>
    Reviews,

    /// <summary>A question on a seller's product, or the answer to one's own.</summary>
    Questions,

    /// <summary>Please review what you bought.</summary>
    ReviewInvitations,

    /// <summary>A followed seller has something new.</summary>
    FollowedSellers,

    /// <summary>A seller's webhook was switched off. Always mailed.</summary>
    Webhooks,

    /// <summary>What waits for an admin, and what moderation decided about somebody's words. Always mailed.</summary>
    Moderation,

    /// <summary>Somebody wrote an entry for a question that one put before everybody.</summary>
    Brain,

    /// <summary>What becomes of a person's plan, its payments and their team. Always mailed.</summary>
    Subscription,
}
