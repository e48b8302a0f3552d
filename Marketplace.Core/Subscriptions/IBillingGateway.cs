using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Subscriptions;

/// <summary>Stripe Billing, as far as plans need it. Every write takes an idempotency key that one of our own rows gives.</summary>
/// <exception cref="Payments.PaymentGatewayException">Thrown by every member when Stripe refuses or cannot be reached.</exception>
public interface IBillingGateway
{
    /// <summary>Makes sure that Stripe has this product and price under its lookup key; a price of another amount gives its key up, and keeps those who pay it.</summary>
    Task<GatewayPrice> MirrorPriceAsync(PriceToMirror wanted, CancellationToken cancellationToken);

    Task<string> CreateCustomerAsync(Guid userId, string email, string name, CancellationToken cancellationToken);

    Task<BillingSession> CreateSessionAsync(BillingSessionRequest request, CancellationToken cancellationToken);

    Task<BillingSession> GetSessionAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>Closes the page. One that was paid meanwhile comes back as complete.</summary>
    Task<BillingSession> ExpireSessionAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>All of a customer, ended ones too, newest first, at most 20.</summary>
    Task<IReadOnlyList<GatewaySubscription>> ListSubscriptionsAsync(string customerId, CancellationToken cancellationToken);

    /// <summary>Of a customer, newest first, at most 24. Drafts are left out.</summary>
    Task<IReadOnlyList<GatewayInvoice>> ListInvoicesAsync(string customerId, CancellationToken cancellationToken);

    /// <summary>Whose subscription or invoice it is; null when it is nobody's.</summary>
    Task<string?> FindCustomerAsync(string subscriptionOrInvoiceId, CancellationToken cancellationToken);

    /// <summary>What an upgrade at this moment would charge; nothing changes.</summary>
    Task<GatewayPreview> PreviewAsync(GatewaySubscription subscription, string priceId, DateTimeOffset prorationDate, CancellationToken cancellationToken);

    /// <summary>Charges the difference at once; until that is paid the old price stays (MONEY.md, "Subscriptions").</summary>
    Task UpgradeAsync(GatewaySubscription subscription, string priceId, DateTimeOffset prorationDate, string key, CancellationToken cancellationToken);

    /// <summary>Has the other price begin where the paid period ends.</summary>
    Task ScheduleAsync(GatewaySubscription subscription, string priceId, string key, CancellationToken cancellationToken);

    /// <summary>Forgets what was planned; the subscription goes on as it is.</summary>
    Task ReleaseScheduleAsync(string scheduleId, string key, CancellationToken cancellationToken);

    Task SetCancelAtPeriodEndAsync(string subscriptionId, bool cancel, string key, CancellationToken cancellationToken);

    Task CancelNowAsync(string subscriptionId, string key, CancellationToken cancellationToken);

    Task VoidInvoiceAsync(string invoiceId, string key, CancellationToken cancellationToken);

    /// <summary>The charge that paid an invoice; null when nothing was charged.</summary>
    Task<string?> FindChargeAsync(GatewayInvoice invoice, CancellationToken cancellationToken);

    /// <summary>Stripe's pages for cards, addresses and old invoices; changes of plan are made on ours.</summary>
    Task<Uri> CreatePortalAsync(string customerId, Uri returnUrl, CancellationToken cancellationToken);

    /// <summary>Where the PDF of a customer's invoice lies; null when it is not theirs or has none.</summary>
    Task<Uri?> FindPdfAsync(string customerId, string invoiceId, CancellationToken cancellationToken);
}

public sealed record PriceToMirror(string LookupKey, Plan Plan, BillingInterval Interval, Money Amount);

public sealed record GatewayPrice(string Id, string ProductId);

/// <param name="CheckoutId">Our row's id; gives the idempotency key and goes into the metadata.</param>
public sealed record BillingSessionRequest(Guid CheckoutId, Guid UserId, string CustomerId, string PriceId, Uri SuccessUrl, Uri CancelUrl, DateTimeOffset ExpiresAt);

/// <param name="Url">Null once it is closed.</param>
public sealed record BillingSession(string Id, bool IsComplete, bool IsExpired, string? Url);

public sealed record PlanSelection(Plan Plan, BillingInterval Interval);

/// <param name="ItemId">Of its one item, whose price is the plan.</param>
/// <param name="Next">What a schedule makes of it at the period's end.</param>
/// <param name="Pending">What it becomes when an open invoice is paid.</param>
public sealed record GatewaySubscription(
    string Id,
    string CustomerId,
    string ItemId,
    SubscriptionStatus Status,
    PlanSelection Choice,
    DateTimeOffset PeriodStart,
    DateTimeOffset PeriodEnd,
    DateTimeOffset? CancelAt,
    string? ScheduleId,
    PlanSelection? Next,
    PlanSelection? Pending,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt,
    bool EndedForNonPayment);

/// <param name="DueSince">When it was first to be paid; null for a draft.</param>
public sealed record GatewayInvoice(
    string Id,
    string? SubscriptionId,
    string Reason,
    string? Number,
    string Status,
    Money Total,
    long PaidCents,
    string Description,
    DateTimeOffset PeriodStart,
    DateTimeOffset PeriodEnd,
    int Attempts,
    DateTimeOffset? NextAttemptAt,
    string? HostedUrl,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DueSince,
    DateTimeOffset? PaidAt,
    string? PaymentIntentId);

public sealed record GatewayPreview(Money DueNow, IReadOnlyList<(string Text, Money Amount)> Lines);
