using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Marketplace.Core.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Disputes;

/// <summary>Freezes an order when a card network warns of fraud, so that its money is still there to be refunded.</summary>
public sealed class FollowFraudWarning(MarketplaceDb db, IDisputeGateway gateway, SettlePayment settle, SendTransfer transfers, TimeProvider time)
{
    public async Task ExecuteAsync(string stripeWarningId, CancellationToken cancellationToken)
    {
        var seen = await gateway.GetWarningAsync(stripeWarningId, cancellationToken);
        var orderId = await settle.FindOrderAsync(seen.PaymentId, seen.ChargeId, cancellationToken);
        if (orderId is not null)
        {
            await transfers.FinishAsync(orderId.Value, cancellationToken);
            await db.InTransactionAsync(() => AddAsync(orderId.Value, seen, cancellationToken), cancellationToken);
        }
    }

    private async Task<Done> AddAsync(Guid orderId, GatewayFraudWarning seen, CancellationToken cancellationToken)
    {
        var order = await LockedOrder.LoadAsync(db, orderId, cancellationToken);
        var warning = await db.FraudWarnings.AsTracking().SingleOrDefaultAsync(warning => warning.StripeWarningId == seen.Id, cancellationToken);
        var now = time.GetUtcNow();
        if (warning is null && seen.IsActionable)
        {
            warning = new() { Id = Guid.CreateVersion7(now), StripeWarningId = seen.Id, OrderId = orderId, Kind = seen.Kind, CreatedAt = now, DeadlineAt = now + DisputePolicy.WarningHold };
            db.FraudWarnings.Add(warning);
            order.Lines.ForEach(line => line.Freeze(now));
            db.Publish(new FraudWarned(warning.Id), now);
        }

        await db.SaveChangesAsync(cancellationToken);
        return default;
    }
}

/// <summary>Ends a warning: an admin dismisses it, its order is refunded, or its deadline has passed.</summary>
public sealed class CloseFraudWarning(MarketplaceDb db, TimeProvider time) : IOutboxHandler<RefundBooked>
{
    public async Task HandleAsync(RefundBooked message, CancellationToken cancellationToken)
    {
        var open = await (
            from warning in db.FraudWarnings
            where warning.ClosedAt == null && db.Refunds.Any(refund => refund.Id == message.RefundId && refund.OrderId == warning.OrderId)
                && db.OrderLines.Where(line => line.OrderId == warning.OrderId).All(line => line.RefundedCents == line.PriceCents - line.DiscountCents + line.TaxCents)
            select warning.Id).ToListAsync(cancellationToken);
        foreach (var warningId in open)
        {
            await ExecuteAsync(warningId, null, cancellationToken);
        }
    }

    /// <param name="by">The admin; null when nobody decided.</param>
    public Task<Result<Done>> ExecuteAsync(Guid warningId, Guid? by, CancellationToken cancellationToken) => db.InTransactionAsync<Result<Done>>(async () =>
    {
        var orderId = await db.FraudWarnings.Where(warning => warning.Id == warningId).Select(warning => (Guid?)warning.OrderId).SingleOrDefaultAsync(cancellationToken);
        if (orderId is null)
        {
            return Error.NotFound("warning");
        }

        var order = await LockedOrder.LoadAsync(db, orderId.Value, cancellationToken);
        var warning = await db.FraudWarnings.AsTracking().SingleAsync(warning => warning.Id == warningId, cancellationToken);
        if (warning.ClosedAt is not null)
        {
            return DisputeErrors.WarningClosed;
        }

        warning.Close(by, time.GetUtcNow());
        var isWarned = await db.FraudWarnings.AnyAsync(other => other.OrderId == orderId && other.Id != warningId && other.ClosedAt == null, cancellationToken);
        if (!isWarned && !order.Lines.Exists(line => line.DisputedCents > 0))
        {
            order.Lines.ForEach(line => line.Unfreeze());
        }

        await db.SaveChangesAsync(cancellationToken);
        return default(Done);
    }, cancellationToken);
}
