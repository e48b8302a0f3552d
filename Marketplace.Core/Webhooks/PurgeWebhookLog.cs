using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Webhooks;

/// <summary>Deletes deliveries that are over and old, with their tries, some thousand at a time.</summary>
public sealed class PurgeWebhookLog(MarketplaceDb db, TimeProvider time)
{
    private const int BatchSize = 5_000;

    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        // Ids begin with the time they were made at: the primary key leads to the old ones.
        var bound = Guid.CreateVersion7(time.GetUtcNow() - WebhookPolicy.KeepLog);
        var count = 0;
        int batch;
        do
        {
            batch = await db.WebhookDeliveries.Where(delivery => delivery.Id < bound && delivery.State != WebhookDeliveryState.Pending)
                .OrderBy(delivery => delivery.Id).Take(BatchSize).ExecuteDeleteAsync(cancellationToken);
            count += batch;
        }
        while (batch == BatchSize);
        return count;
    }
}
