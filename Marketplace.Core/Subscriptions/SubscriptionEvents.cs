using Marketplace.Core.Accounts;
using Marketplace.Core.Outbox;

namespace Marketplace.Core.Subscriptions;

/// <summary>The first invoice of a subscription is paid.</summary>
public sealed record SubscriptionStarted(Guid UserId, Guid SubscriptionId) : IOutboxEvent
{
    public static string Name => "subscriptions.started";
}

/// <summary>An upgrade was paid, or a planned downgrade took effect.</summary>
public sealed record SubscriptionChanged(Guid UserId, Guid SubscriptionId, Plan From, Plan To) : IOutboxEvent
{
    public static string Name => "subscriptions.changed";
}

/// <summary>A downgrade is planned.</summary>
public sealed record SubscriptionChangePlanned(Guid UserId, Guid SubscriptionId, Plan To, DateTimeOffset At) : IOutboxEvent
{
    public static string Name => "subscriptions.change_planned";
}

/// <summary>It was cancelled and ends then.</summary>
public sealed record SubscriptionCancelPlanned(Guid UserId, Guid SubscriptionId, DateTimeOffset At) : IOutboxEvent
{
    public static string Name => "subscriptions.cancel_planned";
}

/// <summary>A cancellation or a planned downgrade was taken back.</summary>
public sealed record SubscriptionResumed(Guid UserId, Guid SubscriptionId) : IOutboxEvent
{
    public static string Name => "subscriptions.resumed";
}

/// <summary>A payment was declined.</summary>
/// <param name="Attempt">From 1.</param>
public sealed record SubscriptionPaymentFailed(Guid UserId, string InvoiceId, int Attempt) : IOutboxEvent
{
    public static string Name => "subscriptions.payment_failed";
}

/// <summary>What was past due is paid.</summary>
public sealed record SubscriptionRecovered(Guid UserId, Guid SubscriptionId) : IOutboxEvent
{
    public static string Name => "subscriptions.recovered";
}

/// <summary>It is over.</summary>
public sealed record SubscriptionEnded(Guid UserId, Guid SubscriptionId, bool ForNonPayment) : IOutboxEvent
{
    public static string Name => "subscriptions.ended";
}

/// <summary>An invoice is paid: the first, a renewal or an upgrade.</summary>
public sealed record SubscriptionInvoicePaid(Guid UserId, string InvoiceId) : IOutboxEvent
{
    public static string Name => "subscriptions.invoice_paid";
}
