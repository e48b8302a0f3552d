using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Outbox;

/// <summary>Deletes messages that were handled long ago; dead ones stay until an admin has dealt with them.</summary>
public sealed class PurgeOutbox(MarketplaceDb db, TimeProvider time)
{
    public Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - OutboxPolicy.KeepHandled;
        return db.OutboxMessages.Where(message => message.HandledAt < before).ExecuteDeleteAsync(cancellationToken);
    }
}
