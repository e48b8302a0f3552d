using Marketplace.Core.Accounts;

namespace Marketplace.Core.Subscriptions;

public enum SubscriptionCheckoutState
{
    /// <summary>Committed, Stripe not asked yet or its answer lost.</summary>
    Created,
    Open,
    Completed,
    Expired,
}

/// <summary>Somebody's way to Stripe's page that starts a subscription. A person has one open page at most: the older one is closed first.</summary>
public sealed class SubscriptionCheckout
{
    public required Guid Id { get; init; }
    public required Guid UserId { get; init; }
    public required Plan Plan { get; init; }
    public required BillingInterval Interval { get; init; }
    public SubscriptionCheckoutState State { get; set; }
    public string? SessionId { get; set; }
    public string? Url { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}
