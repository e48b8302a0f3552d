using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Refunds;

/// <summary>As whom a caller deals with an order: its buyer, a seller of its lines, or an admin.</summary>
internal sealed class RefundActors(MarketplaceDb db)
{
    /// <returns>Null for a stranger, who may not know that the order exists.</returns>
    public async Task<RefundActor?> FindAsync(ClaimsPrincipal caller, Guid orderId, CancellationToken cancellationToken)
    {
        var id = caller.UserId();
        if (await db.Orders.AnyAsync(order => order.Id == orderId && order.BuyerId == id, cancellationToken))
        {
            return new(id, RefundOrigin.Buyer);
        }

        if (await db.OrderLines.AnyAsync(line => line.OrderId == orderId && line.SellerId == id, cancellationToken))
        {
            return new(id, RefundOrigin.Seller);
        }

        return IsAdmin(caller) && await db.Orders.AnyAsync(order => order.Id == orderId, cancellationToken) ? new(id, RefundOrigin.Admin) : null;
    }

    /// <summary>As whom the caller decides requests: everyone but an admin speaks for the own lines only.</summary>
    public static RefundActor Decider(ClaimsPrincipal caller) => new(caller.UserId(), IsAdmin(caller) ? RefundOrigin.Admin : RefundOrigin.Seller);

    public static bool IsAdmin(ClaimsPrincipal caller) => caller.HasClaim("role", "admin");
}
