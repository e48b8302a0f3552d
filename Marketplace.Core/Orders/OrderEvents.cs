using Marketplace.Core.Outbox;

namespace Marketplace.Core.Orders;

/// <summary>The order's payment is settled and booked.</summary>
public sealed record OrderPaid(Guid OrderId) : IOutboxEvent
{
    public static string Name => "orders.paid";
}
