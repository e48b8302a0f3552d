using Marketplace.Core.Outbox;

namespace Marketplace.Core.Orders;

/// <summary>The order's payment is settled and booked.</summary>
public sealed record OrderPaid(Guid OrderId) : IOutboxEvent
{
    public static string Name => "orders.paid";
}

/// <summary>The bank refused a delayed payment, days after the purchase: the order is canceled.</summary>
public sealed record PaymentFailed(Guid OrderId) : IOutboxEvent
{
    public static string Name => "orders.payment_failed";
}
