using Marketplace.Core.Data;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Refunds;

/// <summary>Follows one of Stripe's refunds, also one that was made in Stripe's dashboard and not by us.</summary>
public sealed class FollowRefund(MarketplaceDb db, IRefundGateway gateway, ApplyRefund apply, SettlePayment settle, TimeProvider time)
{
    public async Task ExecuteAsync(string stripeRefundId, CancellationToken cancellationToken)
    {
        var seen = await gateway.GetAsync(stripeRefundId, cancellationToken);
        if (await FindAsync(seen, cancellationToken) is { } refundId)
        {
            await apply.ExecuteAsync(refundId, seen, cancellationToken);
        }
    }

    private async Task<Guid?> FindAsync(GatewayRefund seen, CancellationToken cancellationToken)
    {
        var known = await db.Refunds.Where(refund => refund.Id == seen.RefundId || refund.StripeRefundId == seen.Id).Select(refund => (Guid?)refund.Id).SingleOrDefaultAsync(cancellationToken);
        if (known is not null || seen.IsFailed)
        {
            return known;
        }

        var orderId = await settle.FindOrderAsync(seen.PaymentId, seen.ChargeId, cancellationToken);
        return orderId is null ? null : await db.InTransactionAsync(() => AddAsync(orderId.Value, seen, cancellationToken), cancellationToken);
    }

    private async Task<Guid?> AddAsync(Guid orderId, GatewayRefund seen, CancellationToken cancellationToken)
    {
        var order = await LockedOrder.LoadAsync(db, orderId, cancellationToken);
        var known = await db.Refunds.Where(refund => refund.StripeRefundId == seen.Id).Select(refund => (Guid?)refund.Id).SingleOrDefaultAsync(cancellationToken);
        if (known is not null)
        {
            return known;
        }

        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var refund = Refund.Ask(id, orderId, seen.ChargeId, order.Currency, RefundOrigin.Stripe, null, "Refunded in Stripe's dashboard", now,
            order.Lines.Zip(RefundPolicy.Split(seen.Amount.Cents, order.Lines))
                .Select(share => new RefundLine { RefundId = id, OrderLineId = share.First.Id, SellerId = share.First.SellerId, AmountCents = share.Second }));
        refund.Grant(null, now);
        refund.FoundAtStripe(seen.Id);
        db.Refunds.Add(refund);
        await db.SaveChangesAsync(cancellationToken);
        return id;
    }
}

/// <summary>The refund side of provider events.</summary>
public sealed class RefundOnProviderEvent(FollowRefund follow) : IOutboxHandler<ProviderEventReceived>
{
    public async Task HandleAsync(ProviderEventReceived message, CancellationToken cancellationToken)
    {
        // charge.refunded carries the charge; Stripe sends refund.created with it, which names the refund.
        if (message.Type.StartsWith("refund.", StringComparison.Ordinal) || message.Type == "charge.refund.updated")
        {
            await follow.ExecuteAsync(message.ObjectId, cancellationToken);
        }
    }
}
