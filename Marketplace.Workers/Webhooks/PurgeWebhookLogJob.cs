using Marketplace.Core.Webhooks;

namespace Marketplace.Workers.Webhooks;

public sealed class PurgeWebhookLogJob(PurgeWebhookLog purge)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => purge.ExecuteAsync(cancellationToken);
}
