namespace Marketplace.Core.Subscriptions;

/// <summary>A person as Stripe's customer; made when they first go to subscribe.</summary>
public sealed class BillingCustomer
{
    public required Guid UserId { get; init; }

    /// <summary>Null until Stripe has answered the first request; the key of that request is derived from <see cref="UserId"/>.</summary>
    public string? StripeCustomerId { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}
