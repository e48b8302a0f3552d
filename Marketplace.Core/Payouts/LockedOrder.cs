using Marketplace.Core.Data;
using Marketplace.Core.Orders;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payouts;

/// <summary>An order with everything locked that a refund or a dispute moves, in the order that <see cref="SellerMoney"/> gives.</summary>
public static class LockedOrder
{
    public static async Task<Order> LoadAsync(MarketplaceDb db, Guid orderId, CancellationToken cancellationToken)
    {
        var order = await db.Orders.FromSql($"select * from orders.orders where id = {orderId} for update").AsTracking().SingleAsync(cancellationToken);
        var sellers = await db.OrderLines.Where(line => line.OrderId == orderId).Select(line => line.SellerId).ToListAsync(cancellationToken);
        await SellerMoney.LockAsync(db, sellers, cancellationToken);
        await db.OrderLines.FromSql($"select * from orders.lines where order_id = {orderId} order by id for update").AsTracking().LoadAsync(cancellationToken);
        order.Lines.Sort((left, right) => left.Position.CompareTo(right.Position));
        return order;
    }
}
