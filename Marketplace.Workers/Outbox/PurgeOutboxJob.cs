using Marketplace.Core.Outbox;

namespace Marketplace.Workers.Outbox;

public sealed class PurgeOutboxJob(PurgeOutbox purge)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => purge.ExecuteAsync(cancellationToken);
}
