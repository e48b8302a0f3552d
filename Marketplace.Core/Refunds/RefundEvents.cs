using Marketplace.Core.Outbox;

namespace Marketplace.Core.Refunds;

/// <summary>The buyer asks; the sellers and the marketplace may answer.</summary>
public sealed record RefundRequested(Guid RefundId) : IOutboxEvent
{
    public static string Name => "refunds.requested";
}

public sealed record RefundDeclined(Guid RefundId) : IOutboxEvent
{
    public static string Name => "refunds.declined";
}

/// <summary>Stripe took the refund and it is in the books.</summary>
public sealed record RefundBooked(Guid RefundId) : IOutboxEvent
{
    public static string Name => "refunds.booked";
}

/// <summary>The bank sent a booked refund back.</summary>
public sealed record RefundReturned(Guid RefundId) : IOutboxEvent
{
    public static string Name => "refunds.returned";
}
