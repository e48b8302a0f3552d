using Marketplace.Core.Analytics;
using Marketplace.ServiceDefaults.Traffic;
using StackExchange.Redis;

namespace Marketplace.Workers.Analytics;

/// <summary>Brings the views that wait in Redis to the database; any number of workers may do so at once, and each may die at any line. See <see cref="ViewKeys"/>.</summary>
public sealed class FlushViews(IConnectionMultiplexer redis, ViewKeys keys, CountTraffic count, TimeProvider time)
{
    // A worker that has named its batch renames it in the next moment; a name that stays empty for longer is a dead worker's.
    private static readonly TimeSpan EmptyFor = TimeSpan.FromMinutes(10);

    /// <returns>How many batches reached the database.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var store = redis.GetDatabase();
        var flushed = 0;
        foreach (var left in await store.SetMembersAsync(keys.Batches))
        {
            flushed += await FlushAsync(store, left.ToString(), cancellationToken) ? 1 : 0;
        }

        return await TakeAsync(store) is { } id && await FlushAsync(store, id, cancellationToken) ? flushed + 1 : flushed;
    }

    /// <returns>The new batch; null when there was nothing to take.</returns>
    private async Task<string?> TakeAsync(IDatabase store)
    {
        if (!await store.KeyExistsAsync(keys.Pending))
        {
            return null;
        }

        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        await store.SetAddAsync(keys.Batches, id);
        try
        {
            await store.KeyRenameAsync(keys.Pending, keys.Batch(id));
            return id;
        }
        catch (RedisServerException)
        {
            // Another worker was faster: there is nothing left to rename.
            await store.SetRemoveAsync(keys.Batches, id);
            return null;
        }
    }

    private async Task<bool> FlushAsync(IDatabase store, string id, CancellationToken cancellationToken)
    {
        var entries = await store.HashGetAllAsync(keys.Batch(id));
        if (!Guid.TryParseExact(id, "N", out var batchId) || (entries.Length == 0 && IsOld(batchId)))
        {
            await store.SetRemoveAsync(keys.Batches, id);
            return false;
        }

        if (entries.Length == 0)
        {
            return false;
        }

        var isNew = await count.ExecuteAsync(batchId, Read(entries), cancellationToken);
        await store.KeyDeleteAsync(keys.Batch(id));
        await store.SetRemoveAsync(keys.Batches, id);
        return isNew;
    }

    private static List<TrafficCount> Read(HashEntry[] entries) =>
    [
        .. entries.Select(entry => (Field: ViewField.Parse(entry.Name.ToString()), Count: entry.Value.TryParse(out long count) && count > 0 ? count : 0))
            .Where(entry => entry is { Field: not null, Count: > 0 })
            .Select(entry => new TrafficCount(
                entry.Field!.Day, entry.Field.ProductId, entry.Field.Source.Referrer, entry.Field.Source.UtmSource, entry.Field.Source.UtmMedium, entry.Field.Source.UtmCampaign,
                entry.Field.IsVisitor ? 0 : entry.Count, entry.Field.IsVisitor ? entry.Count : 0)),
    ];

    private bool IsOld(Guid batchId)
    {
        var milliseconds = Convert.ToInt64(batchId.ToString("N")[..12], 16);
        return time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) > EmptyFor;
    }
}
