namespace Marketplace.Core.Subscriptions;

/// <summary>An invoice of a subscription as Stripe last told of it; amounts in cents. Stripe keeps the PDF.</summary>
public sealed class SubscriptionInvoice
{
    /// <summary>The <see cref="Reason"/> of a subscription's first invoice.</summary>
    public const string First = "subscription_create";

    /// <summary>The <see cref="Reason"/> of a renewal's.</summary>
    public const string Renewal = "subscription_cycle";

    /// <summary>Stripe's id.</summary>
    public required string Id { get; init; }
    public required Guid UserId { get; init; }
    public string? Number { get; set; }

    /// <summary>Stripe's word: draft, open, paid, void, uncollectible.</summary>
    public required string Status { get; set; }

    /// <summary>Stripe's word for why: subscription_create, subscription_cycle, subscription_update.</summary>
    public required string Reason { get; init; }
    public required string Currency { get; init; }
    public long TotalCents { get; set; }
    public long PaidCents { get; set; }
    public string Description { get; set; } = "";
    public DateTimeOffset PeriodStart { get; set; }
    public DateTimeOffset PeriodEnd { get; set; }

    /// <summary>When Stripe tries again; null when it does not.</summary>
    public DateTimeOffset? NextAttemptAt { get; set; }
    public int Attempts { get; set; }
    public string? HostedUrl { get; set; }
    public DateTimeOffset? PaidAt { get; set; }

    /// <summary>The charge that paid it, and that the books name; null while there is none.</summary>
    public string? ChargeId { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}
