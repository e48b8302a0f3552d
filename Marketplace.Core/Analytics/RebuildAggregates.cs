using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Analytics;

/// <summary>Makes daily sales and customers anew from orders and ledger. Views and carts have no other source and stay as they are.</summary>
public sealed class RebuildAggregates(MarketplaceDb db, RefreshCustomers customers, TimeProvider time)
{
    /// <summary>For a database whose sales are older than the aggregates, or were written without the outbox.</summary>
    /// <returns>False when they had been built before.</returns>
    public async Task<bool> ExecuteOnceAsync(CancellationToken cancellationToken)
    {
        if (await db.AggregateChecks.AnyAsync(check => check.RebuiltAt != null, cancellationToken))
        {
            return false;
        }

        await ExecuteAsync(cancellationToken);
        return true;
    }

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        db.Database.SetCommandTimeout(AnalyticsPolicy.StatementWithin);
        await db.InTransactionAsync(async () =>
        {
            // Nobody counts between the emptying and the filling, and what is committed meanwhile is counted afterwards.
            await AggregateLock.TakeAsync(db, cancellationToken);
            var now = time.GetUtcNow();
            await db.Database.ExecuteSqlAsync($"delete from analytics.daily_sales", cancellationToken);
            await db.Database.ExecuteSqlAsync($"delete from analytics.counted_events where kind <> {MovementKind.CartAdd}", cancellationToken);
            await db.Database.ExecuteSqlRawAsync(MovementSql.AddAll, [now], cancellationToken);
            return await db.Database.ExecuteSqlAsync(
                $"""
                insert into analytics.aggregate_checks (id, rebuilt_at, is_ok, detail) values ({AggregateCheck.OnlyId}, {now}, true, '')
                on conflict (id) do update set rebuilt_at = excluded.rebuilt_at
                """, cancellationToken);
        }, cancellationToken);
        await customers.ExecuteAllAsync(cancellationToken);
    }
}
