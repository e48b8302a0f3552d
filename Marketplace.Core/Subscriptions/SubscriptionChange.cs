using Marketplace.Core.Accounts;

namespace Marketplace.Core.Subscriptions;

/// <summary>What is asked of a subscription. Names are stored.</summary>
public enum SubscriptionChangeKind
{
    /// <summary>At once, with the difference charged.</summary>
    Upgrade,

    /// <summary>At the end of the paid period.</summary>
    Downgrade,

    /// <summary>At the end of the paid period.</summary>
    Cancel,

    /// <summary>Takes a cancellation or a planned downgrade back.</summary>
    Resume,
}

public enum SubscriptionChangeState
{
    /// <summary>Committed, Stripe not asked yet or its answer lost.</summary>
    Created,
    Done,

    /// <summary>Stripe said no, or it was never sent.</summary>
    Refused,
}

/// <summary>The intent behind one call to Stripe (MONEY.md 16): committed before, its id gives the idempotency key.</summary>
public sealed class SubscriptionChange
{
    public required Guid Id { get; init; }
    public required Guid UserId { get; init; }
    public required Guid SubscriptionId { get; init; }
    public required SubscriptionChangeKind Kind { get; init; }
    public Plan? Plan { get; init; }
    public BillingInterval? Interval { get; init; }

    /// <summary>The moment the difference is computed for: the one of the preview that was shown.</summary>
    public DateTimeOffset? ProrationDate { get; init; }
    public SubscriptionChangeState State { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DoneAt { get; set; }
}
