using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Webhooks;

/// <summary>A delivery that this worker, and no other, sends now.</summary>
/// <param name="Claim">Proves it when the outcome is written down.</param>
/// <param name="DueAt">Since when it could have been sent.</param>
public sealed record ClaimedDelivery(Guid Id, Guid EndpointId, Guid Claim, DateTimeOffset DueAt);

/// <summary>
/// Takes due deliveries for a while, so many that no endpoint has more than its share under way. Those of one endpoint never stand in another's way:
/// each endpoint with something to do is looked at by itself, however long its queue is.
/// </summary>
public sealed class ClaimDeliveries(MarketplaceDb db, TimeProvider time)
{
    // Claims are made one after the other by all workers, for the moment they take: the shares are counted over all of them.
    private const long ClaimLock = 0x4D50_5748_4B43;

    /// <param name="room">How many the caller can send at once.</param>
    public Task<IReadOnlyList<ClaimedDelivery>> ExecuteAsync(int room, CancellationToken cancellationToken) => db.InTransactionAsync<IReadOnlyList<ClaimedDelivery>>(async () =>
    {
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({ClaimLock})", cancellationToken);
        var due = await DueAsync(room, cancellationToken);
        if (due.Count == 0)
        {
            return [];
        }

        var claim = Guid.NewGuid();
        var ids = due.ConvertAll(delivery => delivery.Id);
        await db.Database.ExecuteSqlAsync(
            $"update webhooks.deliveries set claim = {claim}, lease_ends_at = clock_timestamp() + {WebhookPolicy.Lease} where id = any({ids})", cancellationToken);
        return [.. due.Select(delivery => new ClaimedDelivery(delivery.Id, delivery.EndpointId, claim, delivery.NextTryAt!.Value))];
    }, cancellationToken);

    private Task<List<WebhookDelivery>> DueAsync(int room, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return db.WebhookDeliveries.FromSql(
            $"""
            with recursive waiting as (
                (select endpoint_id from webhooks.deliveries where state = 'Pending' order by endpoint_id limit 1)
                union all
                select (select next.endpoint_id from webhooks.deliveries next where next.state = 'Pending' and next.endpoint_id > waiting.endpoint_id order by next.endpoint_id limit 1)
                from waiting where waiting.endpoint_id is not null
            )
            select due.* from waiting
            join webhooks.endpoints endpoint on endpoint.id = waiting.endpoint_id and endpoint.state = 'Enabled'
            cross join lateral (
                select delivery.* from webhooks.deliveries delivery
                where delivery.endpoint_id = endpoint.id and delivery.state = 'Pending' and delivery.next_try_at <= {now}
                    and (delivery.lease_ends_at is null or delivery.lease_ends_at <= clock_timestamp())
                order by delivery.next_try_at, delivery.id
                limit greatest(0, case when endpoint.failures > 0 then 1 else {WebhookPolicy.AtOnce} end
                    - (select count(*) from webhooks.deliveries under_way where under_way.endpoint_id = endpoint.id and under_way.lease_ends_at > clock_timestamp()))
                for update skip locked
            ) due
            order by due.next_try_at limit {room}
            """).AsNoTracking().ToListAsync(cancellationToken);
    }
}
