using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Subscriptions;

/// <summary>Books what Stripe moved for subscriptions, each movement once, under the id of its charge, refund or dispute.</summary>
public sealed class BookSubscriptions(MarketplaceDb db, IBalanceGateway balance, TimeProvider time)
{
    /// <summary>Books a charge, refund or dispute that is known to be a subscription's.</summary>
    public async Task ExecuteAsync(string sourceId, CancellationToken cancellationToken)
    {
        foreach (var movement in await balance.ListOfAsync(sourceId, cancellationToken))
        {
            if (movement is { EventType: not null, SourceId: not null })
            {
                await BookAsync(movement, cancellationToken);
            }
        }
    }

    /// <summary>A refund or dispute, made in Stripe's dashboard or by a bank: booked when its charge is a subscription's.</summary>
    public async Task FollowAsync(string sourceId, CancellationToken cancellationToken)
    {
        var charge = (await balance.ListOfAsync(sourceId, cancellationToken)).Select(movement => movement.ChargeId).FirstOrDefault(id => id is not null);
        if (charge is not null && await db.SubscriptionInvoices.AnyAsync(invoice => invoice.ChargeId == charge, cancellationToken))
        {
            await ExecuteAsync(sourceId, cancellationToken);
        }
    }

    private Task<Done> BookAsync(BalanceMovement movement, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        var (eventType, source) = (SubscriptionBooking.EventTypeOf(movement), movement.SourceId!);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({eventType + ":" + source}, 0))", cancellationToken);
        if (!await db.JournalEntries.AnyAsync(entry => entry.EventType == eventType && entry.SourceId == source, cancellationToken))
        {
            db.JournalEntries.Add(SubscriptionBooking.Create(movement, time.GetUtcNow()));
            await db.SaveChangesAsync(cancellationToken);
        }

        return default(Done);
    }, cancellationToken);
}
