using Marketplace.Core.Accounts;
using Marketplace.Core.Outbox;

namespace Marketplace.Core.Subscriptions;

/// <summary>The first payment came.</summary>
public sealed record SubscriptionStarted(Guid UserId, Guid SubscriptionId) : IOutboxEvent
{
    public static string Name => "subscriptions.started";
}

/// <summary>An upgrade was paid, or a planned downgrade took effect. With the same plan twice it is paid in another interval.</summary>
/// <param name="SeenAt">Tells one turn from the next of the same kind.</param>
public sealed record SubscriptionChanged(Guid UserId, Guid SubscriptionId, Plan From, Plan To, DateTimeOffset SeenAt) : IOutboxEvent
{
    public static string Name => "subscriptions.changed";
}

/// <summary>It becomes another plan at the end of the paid period.</summary>
public sealed record SubscriptionChangePlanned(Guid UserId, Guid SubscriptionId, Plan To, DateTimeOffset At, DateTimeOffset SeenAt) : IOutboxEvent
{
    public static string Name => "subscriptions.change_planned";
}

public sealed record SubscriptionCancelPlanned(Guid UserId, Guid SubscriptionId, DateTimeOffset At, DateTimeOffset SeenAt) : IOutboxEvent
{
    public static string Name => "subscriptions.cancel_planned";
}

/// <summary>A planned end or downgrade was taken back.</summary>
public sealed record SubscriptionResumed(Guid UserId, Guid SubscriptionId, DateTimeOffset SeenAt) : IOutboxEvent
{
    public static string Name => "subscriptions.resumed";
}

/// <summary>A renewal was declined, for the so-many-th time.</summary>
public sealed record SubscriptionPaymentFailed(Guid UserId, string InvoiceId, int Attempt) : IOutboxEvent
{
    public static string Name => "subscriptions.payment_failed";
}

/// <summary>What was due is paid.</summary>
public sealed record SubscriptionRecovered(Guid UserId, Guid SubscriptionId) : IOutboxEvent
{
    public static string Name => "subscriptions.recovered";
}

public sealed record SubscriptionEnded(Guid UserId, Guid SubscriptionId, bool ForNonPayment) : IOutboxEvent
{
    public static string Name => "subscriptions.ended";
}

public sealed record SubscriptionInvoicePaid(Guid UserId, string InvoiceId) : IOutboxEvent
{
    public static string Name => "subscriptions.invoice_paid";
}
