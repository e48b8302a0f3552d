using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Marketplace.Core.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Reconciliation;

/// <summary>
/// Compares our books with Stripe's, once a day, movement by movement and in both directions. A difference holds the payouts of the sellers
/// it touches and of nobody else; when the books match again the hold is lifted (MONEY.md 20).
/// </summary>
public sealed class Reconcile(MarketplaceDb db, IBalanceGateway gateway, BookedMovements booked, SubscriptionMovements subscriptions, HoldPayouts holds, TimeProvider time, ILogger<Reconcile> logger)
{
    /// <param name="isForced">Compare now, whether or not a day has passed.</param>
    /// <returns>Null when it was not due.</returns>
    /// <exception cref="PaymentGatewayException">Stripe cannot be asked; nothing has changed.</exception>
    public async Task<ReconciliationRun?> ExecuteAsync(bool isForced, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var last = await db.ReconciliationRuns.MaxAsync(run => (DateTimeOffset?)run.ToAt, cancellationToken);
        var due = isForced ? (From: last ?? now - ReconciliationPolicy.FirstReach, To: now - ReconciliationPolicy.Grace) : ReconciliationPolicy.Due(last, now);
        if (due is not { } stretch || stretch.From >= stretch.To)
        {
            return null;
        }

        await ResolveAsync(cancellationToken);
        var found = await CompareAsync(stretch.From, stretch.To, cancellationToken);
        foreach (var mismatch in found.Mismatches)
        {
            await RecordAsync(mismatch, cancellationToken);
        }

        var run = new ReconciliationRun { Id = Guid.CreateVersion7(now), FromAt = stretch.From, ToAt = stretch.To, RanAt = now, Compared = found.Compared, Differed = found.Mismatches.Count };
        db.ReconciliationRuns.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        return run;
    }

    private async Task<(int Compared, List<Mismatch> Mismatches)> CompareAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var movements = (await gateway.ListAsync(from, to, cancellationToken)).Where(movement => movement.SourceId is not null).ToList();
        var ofSubscriptions = await subscriptions.AmongAsync(movements, cancellationToken);
        var mismatches = new List<Mismatch>();
        var seen = new HashSet<(string, string)>();
        foreach (var movement in movements)
        {
            var isSubscription = ofSubscriptions.Contains(movement.Id);
            if (movement.EventType is null || !(movement.IsOurs || isSubscription))
            {
                continue;
            }

            var eventType = isSubscription ? SubscriptionBooking.EventTypeOf(movement) : movement.EventType;
            seen.Add((eventType, movement.SourceId!));
            var ours = await booked.FindAsync(eventType, movement.SourceId!, cancellationToken);
            if (ours?.NetCents != movement.NetCents)
            {
                mismatches.Add(New(eventType, movement.SourceId!, movement.Amount.Currency, movement.NetCents, ours, await TouchedAsync(movement, ours, cancellationToken), now));
            }
        }

        // What we booked in this stretch may have happened at Stripe in an earlier one, when a webhook and its sweep were late.
        foreach (var ours in await booked.InAsync(from, to, cancellationToken))
        {
            if (!seen.Add((ours.EventType, ours.SourceId)))
            {
                continue;
            }

            var atStripe = (await gateway.ListOfAsync(ours.SourceId, cancellationToken))
                .Where(movement => movement.EventType == SubscriptionBooking.MovementOf(ours.EventType))
                .Sum(movement => movement.NetCents);
            if (atStripe != ours.NetCents)
            {
                mismatches.Add(New(ours.EventType, ours.SourceId, ours.Currency, atStripe, ours, ours.SellerIds, now));
            }
        }

        return (seen.Count, mismatches);
    }

    private static Mismatch New(string eventType, string sourceId, string currency, long stripeCents, BookedMovement? ours, IReadOnlyList<Guid> sellers, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        EventType = eventType,
        SourceId = sourceId,
        Currency = currency,
        StripeCents = stripeCents,
        BookedCents = ours?.NetCents ?? 0,
        SellerIds = [.. sellers],
        FoundAt = now,
    };

    /// <summary>The sellers of the order behind a movement, also when it is not in the books.</summary>
    private async Task<IReadOnlyList<Guid>> TouchedAsync(BalanceMovement movement, BookedMovement? ours, CancellationToken cancellationToken)
    {
        if (ours is { SellerIds.Count: > 0 })
        {
            return ours.SellerIds;
        }

        var orders = db.Payments.Where(payment => payment.ChargeId == movement.ChargeId).Select(payment => payment.OrderId)
            .Union(db.SellerTransfers.Where(transfer => transfer.StripeTransferId == movement.SourceId).Select(transfer => transfer.OrderId));
        return await db.OrderLines.Where(line => orders.Contains(line.OrderId)).Select(line => line.SellerId).Distinct().ToListAsync(cancellationToken);
    }

    private Task<Done> RecordAsync(Mismatch mismatch, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        if (await db.Mismatches.AnyAsync(known => known.EventType == mismatch.EventType && known.SourceId == mismatch.SourceId && known.ResolvedAt == null, cancellationToken))
        {
            return default(Done);
        }

        logger.LogError("{EventType} {SourceId}: Stripe has {StripeCents}, our books have {BookedCents}", mismatch.EventType, mismatch.SourceId, mismatch.StripeCents, mismatch.BookedCents);
        await db.Mismatches.Where(known => known.EventType == mismatch.EventType && known.SourceId == mismatch.SourceId).ExecuteDeleteAsync(cancellationToken);
        db.Mismatches.Add(mismatch);
        var now = time.GetUtcNow();
        await SellerMoney.LockAsync(db, mismatch.SellerIds, cancellationToken);
        foreach (var sellerId in mismatch.SellerIds)
        {
            if (!await db.PayoutHolds.Where(hold => hold.Kind == PayoutHold.ReconciliationKind).AnyAsync(PayoutHold.IsActiveFor(sellerId, now), cancellationToken))
            {
                var hold = PayoutHold.ForReconciliation(sellerId, now);
                db.PayoutHolds.Add(hold);
                db.Publish(new PayoutHoldChanged(hold.Id), now);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return default(Done);
    }, cancellationToken);

    /// <summary>Looks again at what differed: a late webhook may have set it right.</summary>
    private async Task ResolveAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var mismatch in await db.Mismatches.AsTracking().Where(mismatch => mismatch.ResolvedAt == null).ToListAsync(cancellationToken))
        {
            var ours = await booked.FindAsync(mismatch.EventType, mismatch.SourceId, cancellationToken);
            mismatch.ResolvedAt = (ours?.NetCents ?? 0) == mismatch.StripeCents ? now : null;
        }

        await db.SaveChangesAsync(cancellationToken);
        var open = await db.PayoutHolds.AsNoTracking().Where(hold => hold.Kind == PayoutHold.ReconciliationKind && hold.LiftedAt == null && hold.DeadlineAt > now).ToListAsync(cancellationToken);
        foreach (var hold in open)
        {
            if (!await db.Mismatches.AnyAsync(mismatch => mismatch.ResolvedAt == null && mismatch.SellerIds.Contains(hold.SellerId), cancellationToken))
            {
                await holds.LiftAsync(hold.Id, "The books match again.", cancellationToken);
            }
        }
    }
}
