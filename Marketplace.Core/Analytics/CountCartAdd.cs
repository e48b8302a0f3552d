using Marketplace.Core.Cart;
using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Analytics;

/// <summary>Counts that a product was put into a cart, once per event.</summary>
public sealed class CountCartAdd(MarketplaceDb db, TimeProvider time) : IOutboxHandler<CartLineAdded>
{
    public Task HandleAsync(CartLineAdded message, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        if (!await Counted.MarkAsync(db, MovementKind.CartAdd, message.Id, time.GetUtcNow(), cancellationToken))
        {
            return 0;
        }

        var day = AnalyticsPolicy.DayOf(message.At);
        return await db.Database.ExecuteSqlAsync(
            $"""
            insert into analytics.daily_traffic (seller_id, day, product_id, views, visitors, cart_adds)
            select seller_id, {day}, id, 0, 0, 1 from catalog.products where id = {message.ProductId}
            on conflict (seller_id, day, product_id) do update set cart_adds = daily_traffic.cart_adds + 1
            """, cancellationToken);
    }, cancellationToken);
}
