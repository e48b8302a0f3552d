using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payouts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Refunds;

/// <summary>A seller or an admin answers a buyer's request. Granting twice, or from two tabs, refunds once.</summary>
public sealed class DecideRefund(MarketplaceDb db, RefundOrder refunds, TimeProvider time)
{
    public async Task<Result<Guid>> GrantAsync(RefundActor actor, Guid refundId, CancellationToken cancellationToken)
    {
        var granted = await db.InTransactionAsync(() => GrantLockedAsync(actor, refundId, cancellationToken), cancellationToken);
        return granted.IsOk ? await refunds.SendAsync(refundId, cancellationToken) : granted.Error;
    }

    public Task<Result<Guid>> DeclineAsync(RefundActor actor, Guid refundId, string reason, CancellationToken cancellationToken) => db.InTransactionAsync<Result<Guid>>(async () =>
    {
        var found = await LoadAsync(actor, refundId, cancellationToken);
        if (!found.IsOk)
        {
            return found.Error;
        }

        var now = time.GetUtcNow();
        found.Value.Refund.Decline(actor.UserId, reason, now);
        db.Publish(new RefundDeclined(refundId), now);
        await db.SaveChangesAsync(cancellationToken);
        return refundId;
    }, cancellationToken);

    private async Task<Result<Guid>> GrantLockedAsync(RefundActor actor, Guid refundId, CancellationToken cancellationToken)
    {
        var found = await LoadAsync(actor, refundId, cancellationToken);
        if (!found.IsOk)
        {
            return found.Error;
        }

        var (order, refund) = found.Value;
        if (await db.Refunds.AnyAsync(other => other.OrderId == order.Id && other.State == RefundState.Created, cancellationToken))
        {
            return RefundErrors.InProgress;
        }

        if (order.Lines.Exists(line => line.DisputedCents > 0))
        {
            return RefundErrors.Disputed;
        }

        // Something may have been refunded since the buyer asked: what is left of the wish is granted.
        refund.Replace([.. refund.Lines.Select(part => new RefundLine
        {
            RefundId = refund.Id,
            OrderLineId = part.OrderLineId,
            SellerId = part.SellerId,
            AmountCents = Math.Min(part.AmountCents, order.Lines.Single(line => line.Id == part.OrderLineId).RefundableCents),
        })]);
        if (refund.AmountCents == 0)
        {
            return RefundErrors.NothingLeft;
        }

        refund.Grant(actor.UserId, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return refundId;
    }

    private async Task<Result<(Order Order, Refund Refund)>> LoadAsync(RefundActor actor, Guid refundId, CancellationToken cancellationToken)
    {
        var orderId = await db.Refunds.Where(refund => refund.Id == refundId).Select(refund => (Guid?)refund.OrderId).SingleOrDefaultAsync(cancellationToken);
        if (orderId is null)
        {
            return Error.NotFound("refund");
        }

        var order = await LockedOrder.LoadAsync(db, orderId.Value, cancellationToken);
        var refund = await db.Refunds.AsTracking().Include(refund => refund.Lines).SingleAsync(refund => refund.Id == refundId, cancellationToken);
        if (actor.SellerId is { } sellerId && !refund.Lines.TrueForAll(line => line.SellerId == sellerId))
        {
            return refund.Lines.Exists(line => line.SellerId == sellerId) ? RefundErrors.OtherSellers : Error.NotFound("refund");
        }

        return refund.State == RefundState.Requested ? (order, refund) : RefundErrors.NotOpen;
    }
}
