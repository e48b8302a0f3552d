using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Outbox;

/// <summary>Deletes messages that were handled long ago, some thousand at a time; dead ones stay until an admin has dealt with them.</summary>
public sealed class PurgeOutbox(MarketplaceDb db, TimeProvider time)
{
    private const int BatchSize = 5_000;

    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - OutboxPolicy.KeepHandled;

        // Ids begin with the time they were made at: what was made later was handled later, so the primary key leads to the old ones.
        var bound = Guid.CreateVersion7(before);
        var count = 0;
        int batch;
        do
        {
            batch = await db.OutboxMessages.Where(message => message.Id < bound && message.HandledAt < before).OrderBy(message => message.Id).Take(BatchSize).ExecuteDeleteAsync(cancellationToken);
            count += batch;
        }
        while (batch == BatchSize);
        return count;
    }
}
