using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>Writes a mail down, once per key, and sends it. A mail that could not be sent makes the outbox try again.</summary>
public sealed class MailDelivery(MarketplaceDb db, IMailSender sender, TimeProvider time)
{
    public async Task SendOnceAsync(string key, string to, string subject, MailBody body, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into notifications.mails (id, key, "to", subject, html, text, created_at)
            values ({Guid.CreateVersion7(now)}, {key}, {to}, {subject}, {body.Html}, {body.Text}, {now})
            on conflict (key) do nothing
            """, cancellationToken);

        // A database that is lost during the commit makes the transaction run again: what the mail server has taken by then is not sent again.
        var isTaken = false;
        await db.InTransactionAsync(async () =>
        {
            // The lock keeps a second worker from sending the same mail at the same time. A worker killed between the server's yes and
            // our commit sends it again, with the same Message-ID: a receipt twice is better than none.
            var mail = await db.Mails.FromSql($"select * from notifications.mails where key = {key} for update").AsTracking().SingleAsync(cancellationToken);
            if (mail.SentAt is null)
            {
                if (!isTaken)
                {
                    await sender.SendAsync(mail, cancellationToken);
                    isTaken = true;
                }

                mail.SentAt = time.GetUtcNow();
                await db.SaveChangesAsync(cancellationToken);
            }

            return true;
        }, cancellationToken);
    }
}
