using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>Deletes read notifications and mails that are long done, some thousand at a time. Keys of old events do not come back: the outbox keeps messages for a week.</summary>
public sealed class PurgeNotifications(MarketplaceDb db, TimeProvider time)
{
    private const int BatchSize = 5_000;

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();

        // Ids begin with the time they were made at, so the primary key leads to the old ones.
        var oldMail = Guid.CreateVersion7(now - NotificationPolicy.KeepMails);
        var oldLine = Guid.CreateVersion7(now - NotificationPolicy.KeepRead);
        while (await db.Mails.Where(mail => mail.Id < oldMail && mail.NextTryAt == null).OrderBy(mail => mail.Id).Take(BatchSize).ExecuteDeleteAsync(cancellationToken) == BatchSize)
        {
        }

        while (await db.Notifications.Where(line => line.Id < oldLine && line.ReadAt != null).OrderBy(line => line.Id).Take(BatchSize).ExecuteDeleteAsync(cancellationToken) == BatchSize)
        {
        }
    }
}
