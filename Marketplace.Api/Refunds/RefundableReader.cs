using System.Security.Claims;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Refunds;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Refunds;

/// <summary>What of an order can still be refunded, for whoever may speak of it: an admin finds an order by its number here.</summary>
internal sealed class RefundableReader(MarketplaceDb db, RefundActors actors)
{
    public async Task<Result<RefundableView>> ReadAsync(ClaimsPrincipal caller, string idOrNumber, CancellationToken cancellationToken)
    {
        var found = Guid.TryParse(idOrNumber, out var id) ? db.Orders.Where(order => order.Id == id) : db.Orders.Where(order => order.Number == idOrNumber);
        var order = await found.AsNoTracking().Include(order => order.Lines).SingleOrDefaultAsync(cancellationToken);
        return order is not null && await actors.FindAsync(caller, order.Id, cancellationToken) is { } actor
            ? Read(order, actor.SellerId)
            : Error.NotFound("order");
    }

    /// <summary>For whoever has the order's link.</summary>
    public async Task<Result<RefundableView>> ReadAsBuyerAsync(Guid orderId, CancellationToken cancellationToken) =>
        Read(await db.Orders.AsNoTracking().Include(order => order.Lines).SingleAsync(order => order.Id == orderId, cancellationToken), sellerId: null);

    private static Result<RefundableView> Read(Order order, Guid? sellerId)
    {
        if (order.PaidAt is not { } paidAt)
        {
            return RefundErrors.NotPaid;
        }

        var lines = order.Lines.Where(line => sellerId is null || line.SellerId == sellerId).OrderBy(line => line.Position).ToList();
        return new RefundableView(
            order.Id,
            order.Number,
            paidAt,
            new Money(lines.Sum(line => line.GrossCents), order.Currency).ToView(),
            new Money(lines.Sum(line => line.RefundableCents), order.Currency).ToView(),
            [.. lines.Select(ToView)]);
    }

    private static RefundableLineView ToView(OrderLine line) => new(
        line.Id,
        line.Title,
        new Money(line.GrossCents, line.Currency).ToView(),
        new Money(line.RefundedCents, line.Currency).ToView(),
        new Money(line.RefundableCents, line.Currency).ToView(),
        RefundPolicy.AskUntil(line));
}
