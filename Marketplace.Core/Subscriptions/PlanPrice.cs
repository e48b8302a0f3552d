namespace Marketplace.Core.Subscriptions;

/// <summary>A price of the plan table at Stripe.</summary>
public sealed class PlanPrice
{
    /// <summary><c>pro_month</c>; at Stripe it always names the present price.</summary>
    public required string LookupKey { get; init; }
    public required string StripePriceId { get; set; }
    public required string StripeProductId { get; set; }
    public required long AmountCents { get; set; }
    public required string Currency { get; set; }
    public required DateTimeOffset MirroredAt { get; set; }
}
