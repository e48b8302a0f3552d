using Marketplace.Core.Data;
using Marketplace.Core.Orders;
using Marketplace.Core.Selling;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Cart;

/// <summary>
/// Counts a code's redemptions: the orders that carry it and are not canceled. So a checkout that is under way holds its redemption, an expired one
/// gives it back, and no counter can drift from the orders.
/// </summary>
public sealed class DiscountUses(MarketplaceDb db)
{
    /// <summary>Without the buyer's own open checkouts: a new one takes their place.</summary>
    public async Task<DiscountUse> CountAsync(string code, CartOwner owner, CancellationToken cancellationToken)
    {
        var taken = db.Orders.Where(order => order.DiscountCode == code && order.State != OrderState.Canceled);
        var own = owner.UserId is { } userId
            ? taken.Where(order => order.BuyerId == userId)
            : taken.Where(order => order.GuestCartId != null && order.GuestCartId == owner.CartId);
        var ownPending = await own.CountAsync(order => order.State == OrderState.Pending, cancellationToken);
        return new(
            await taken.CountAsync(cancellationToken) - ownPending,
            await own.CountAsync(cancellationToken) - ownPending,
            owner.UserId is null);
    }

    /// <summary>True when an order holds a redemption too many: an older checkout of the same buyer was paid after all.</summary>
    public async Task<bool> IsOverdrawnAsync(Order order, CancellationToken cancellationToken)
    {
        var code = await db.DiscountCodes.AsNoTracking().SingleAsync(found => found.Code == order.DiscountCode, cancellationToken);
        var taken = db.Orders.Where(other => other.DiscountCode == code.Code && other.State != OrderState.Canceled);
        return await taken.CountAsync(cancellationToken) > code.MaxRedemptions
            || await taken.CountAsync(other => other.BuyerId == order.BuyerId, cancellationToken) > code.MaxPerBuyer;
    }
}
