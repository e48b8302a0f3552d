using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Refunds;

/// <summary>A buyer asks for money back within the product's window. Nothing moves until a seller or an admin grants it.</summary>
public sealed class RequestRefund(MarketplaceDb db, TimeProvider time)
{
    private const string Operation = "refund-request";

    /// <returns>The request's id; the caller knows that the order is the buyer's.</returns>
    public Task<Result<Guid>> ExecuteAsync(Guid buyerId, RefundWish wish, string idempotencyKey, CancellationToken cancellationToken) => db.InTransactionAsync<Result<Guid>>(async () =>
    {
        var now = time.GetUtcNow();
        var request = IdempotentRequest.For(buyerId, Operation, idempotencyKey, wish.OrderId.ToString(), wish.LineId?.ToString(), wish.Amount?.ToString(), wish.Reason);
        await IdempotentRequests.LockAsync(db, buyerId, Operation, cancellationToken);
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
        var plan = RefundPlan.Make(order, wish, sellerId: null);
        if (!plan.IsOk)
        {
            return plan.Error;
        }

        if (await RefuseAsync(order, plan.Value, now, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var chargeId = await db.Payments.Where(payment => payment.OrderId == order.Id && payment.State == PaymentState.Succeeded).Select(payment => payment.ChargeId!).SingleAsync(cancellationToken);
        var refund = RefundOrder.NewRefund(order, chargeId, new(buyerId, RefundOrigin.Buyer), wish.Reason, plan.Value, now);
        db.Refunds.Add(refund);
        db.Publish(new RefundRequested(refund.Id), now);
        IdempotentRequests.Remember(db, request, refund.Id, now);
        await db.SaveChangesAsync(cancellationToken);
        return refund.Id;
    }, cancellationToken);

    private async Task<Error?> RefuseAsync(Order order, IReadOnlyList<(OrderLine Line, long Cents)> plan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (plan.Any(share => RefundPolicy.AskUntil(share.Line) < now))
        {
            return RefundErrors.WindowOver;
        }

        var lineIds = plan.Select(share => share.Line.Id).ToList();
        var isAsked = await db.Refunds.AnyAsync(refund => refund.OrderId == order.Id && (refund.State == RefundState.Requested || refund.State == RefundState.Created)
            && refund.Lines.Any(line => lineIds.Contains(line.OrderLineId)), cancellationToken);
        return isAsked ? RefundErrors.AlreadyAsked : null;
    }
}
