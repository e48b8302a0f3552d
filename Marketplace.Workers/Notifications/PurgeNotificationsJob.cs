using Marketplace.Core.Notifications;

namespace Marketplace.Workers.Notifications;

public sealed class PurgeNotificationsJob(PurgeNotifications purge)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => purge.ExecuteAsync(cancellationToken);
}
