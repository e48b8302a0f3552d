using Marketplace.Core.Accounts;

namespace Marketplace.Core.Subscriptions;

/// <summary>How often a subscription is paid. Names are stored.</summary>
public enum BillingInterval
{
    Month,
    Year,
}

/// <summary>Stripe's status of a subscription. Names are stored.</summary>
public enum SubscriptionStatus
{
    /// <summary>The first payment has not come yet.</summary>
    Incomplete,

    /// <summary>The first payment did not come in time.</summary>
    IncompleteExpired,
    Active,

    /// <summary>A renewal was declined and is tried again.</summary>
    PastDue,

    /// <summary>No longer tried, not ended.</summary>
    Unpaid,
    Canceled,
}

/// <summary>A subscription as Stripe last told of it. A person has one at a time; ended ones stay as history.</summary>
public sealed class Subscription
{
    public required Guid Id { get; init; }
    public required Guid UserId { get; init; }
    public required string StripeId { get; init; }

    /// <summary>What has been paid for: an upgrade changes it when its invoice is paid.</summary>
    public required Plan Plan { get; set; }
    public required BillingInterval Interval { get; set; }
    public required SubscriptionStatus Status { get; set; }
    public DateTimeOffset PeriodStart { get; set; }
    public DateTimeOffset PeriodEnd { get; set; }

    /// <summary>It was cancelled and ends then; null while it goes on.</summary>
    public DateTimeOffset? CancelAt { get; set; }

    /// <summary>What it becomes at <see cref="PeriodEnd"/>; null when it stays.</summary>
    public Plan? NextPlan { get; set; }
    public BillingInterval? NextInterval { get; set; }

    /// <summary>What it becomes when an open invoice is paid; null when nothing waits.</summary>
    public Plan? PendingPlan { get; set; }
    public BillingInterval? PendingInterval { get; set; }

    /// <summary>Stripe's page of the invoice that waits for a payment; null when none does.</summary>
    public string? PayUrl { get; set; }

    /// <summary>Since when a renewal is not paid; the plan's rights end <see cref="SubscriptionPolicy.Grace"/> later.</summary>
    public DateTimeOffset? PastDueSince { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset CheckedAt { get; set; }
}
