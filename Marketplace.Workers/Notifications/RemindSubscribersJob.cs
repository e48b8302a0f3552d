using Marketplace.Core.Notifications;

namespace Marketplace.Workers.Notifications;

public sealed class RemindSubscribersJob(SubscriptionReminders reminders)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => reminders.ExecuteAsync(cancellationToken);
}
