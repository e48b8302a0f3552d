using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Refunds;

/// <summary>Who asks for a refund, and for whom they may speak.</summary>
public sealed record RefundActor(Guid UserId, RefundOrigin Role)
{
    /// <summary>A seller speaks for the own lines only.</summary>
    public Guid? SellerId => Role == RefundOrigin.Seller ? UserId : null;
}

/// <summary>
/// A refund by someone who may decide: the seller of the lines, or an admin. It is written down, sent to Stripe and booked at once;
/// when Stripe does not answer the sweeper follows it up.
/// </summary>
public sealed class RefundOrder(MarketplaceDb db, SendRefund send, TimeProvider time, ILogger<RefundOrder> logger)
{
    private const string Operation = "refund";

    /// <returns>The refund's id; the caller knows that the actor may see the order.</returns>
    public async Task<Result<Guid>> ExecuteAsync(RefundActor actor, RefundWish wish, string idempotencyKey, CancellationToken cancellationToken)
    {
        var request = IdempotentRequest.For(actor.UserId, Operation, idempotencyKey,
            wish.OrderId.ToString(), wish.LineId?.ToString(), wish.Amount?.ToString(), wish.Reason);
        var created = await db.InTransactionAsync(() => FindOrCreateAsync(actor, wish, request, cancellationToken), cancellationToken);
        return created.IsOk ? await SendAsync(created.Value, cancellationToken) : created.Error;
    }

    /// <summary>Sends a granted refund now, and says what became of it.</summary>
    public async Task<Result<Guid>> SendAsync(Guid refundId, CancellationToken cancellationToken)
    {
        try
        {
            var state = await send.ExecuteAsync(refundId, cancellationToken);
            return state == RefundState.Failed
                ? RefundErrors.Refused(await db.Refunds.Where(refund => refund.Id == refundId).Select(refund => refund.Error!).SingleAsync(cancellationToken))
                : refundId;
        }
        catch (Exception exception) when (exception is PaymentGatewayException or NewsOutstandingException)
        {
            logger.LogWarning(exception, "Refund {RefundId} has no answer yet; the sweeper follows it up", refundId);
            return refundId;
        }
    }

    private async Task<Result<Guid>> FindOrCreateAsync(RefundActor actor, RefundWish wish, IdempotentRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await IdempotentRequests.LockAsync(db, actor.UserId, Operation, cancellationToken);
        var known = await IdempotentRequests.FindAsync(db, request, now, cancellationToken);
        if (!known.IsOk)
        {
            return known.Error;
        }

        if (known.Value is { } before)
        {
            return before;
        }

        var order = await LockedOrder.LoadAsync(db, wish.OrderId, cancellationToken);
        var plan = RefundPlan.Make(order, wish, actor.SellerId);
        if (!plan.IsOk)
        {
            return plan.Error;
        }

        if (await db.Refunds.AnyAsync(refund => refund.OrderId == order.Id && refund.State == RefundState.Created, cancellationToken))
        {
            return RefundErrors.InProgress;
        }

        var chargeId = await db.Payments.Where(payment => payment.OrderId == order.Id && payment.State == PaymentState.Succeeded).Select(payment => payment.ChargeId!).SingleAsync(cancellationToken);
        var refund = NewRefund(order, chargeId, actor, wish.Reason, plan.Value, now);
        refund.Grant(actor.UserId, now);
        db.Refunds.Add(refund);
        IdempotentRequests.Remember(db, request, refund.Id, now);
        await db.SaveChangesAsync(cancellationToken);
        return refund.Id;
    }

    internal static Refund NewRefund(Order order, string chargeId, RefundActor actor, string reason, IEnumerable<(OrderLine Line, long Cents)> plan, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        return Refund.Ask(id, order.Id, chargeId, order.Currency, actor.Role, actor.UserId, reason, now,
            plan.Select(share => new RefundLine { RefundId = id, OrderLineId = share.Line.Id, SellerId = share.Line.SellerId, AmountCents = share.Cents }));
    }
}
