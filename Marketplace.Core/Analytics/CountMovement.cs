using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Analytics;

/// <summary>
/// Adds one event's figures to the daily sales, once. Events may come twice, in any order and to two workers at once: sums do not mind the order,
/// and who comes second waits for the first one's row in <c>counted_events</c> and then finds it.
/// </summary>
public sealed class CountMovement(MarketplaceDb db, TimeProvider time)
{
    /// <param name="kind">One of <see cref="MovementKind"/>.</param>
    /// <returns>False when it had been counted before.</returns>
    public Task<bool> ExecuteAsync(string kind, Guid sourceId, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        await AggregateLock.ShareAsync(db, cancellationToken);
        var isNew = await Counted.MarkAsync(db, kind, sourceId, time.GetUtcNow(), cancellationToken);
        if (isNew)
        {
            await db.Database.ExecuteSqlRawAsync(MovementSql.AddOne, [kind, sourceId], cancellationToken);
        }

        return isNew;
    }, cancellationToken);
}

/// <summary>Keeps counting out while everything is rebuilt.</summary>
internal static class AggregateLock
{
    // Any number, as long as nobody else uses it.
    private const long Key = 4_712_027;

    public static Task ShareAsync(MarketplaceDb db, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock_shared({Key})", cancellationToken);

    public static Task TakeAsync(MarketplaceDb db, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Key})", cancellationToken);
}

internal static class Counted
{
    /// <returns>False when somebody else has counted it.</returns>
    public static async Task<bool> MarkAsync(MarketplaceDb db, string kind, Guid sourceId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync($"insert into analytics.counted_events (kind, source_id, counted_at) values ({kind}, {sourceId}, {now}) on conflict do nothing", cancellationToken) == 1;
}
