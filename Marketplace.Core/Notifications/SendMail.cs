using Marketplace.Core.Data;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Notifications;

public enum MailOutcome
{
    /// <summary>No mail is due.</summary>
    Nothing,
    Sent,

    /// <summary>The address is refused for good.</summary>
    Bounced,

    /// <summary>The server is away: wait before the next.</summary>
    NotTaken,
}

/// <summary>Sends the mail that is due longest. Its row stays locked meanwhile, so that a second worker takes another.</summary>
public sealed class SendMail(MarketplaceDb db, IMailSender sender, CheckoutUrls urls, TimeProvider time, ILogger<SendMail> logger)
{
    public Task<MailOutcome> ExecuteAsync(CancellationToken cancellationToken)
    {
        // A database that is lost during the commit makes the transaction run again: what the mail server has taken by then is not sent again.
        // A worker killed between the server's yes and our commit sends it again, with the same Message-ID: a receipt twice is better than none.
        Guid? taken = null;
        return db.InTransactionAsync(async () =>
        {
            var now = time.GetUtcNow();
            var mail = await (taken is { } known
                    ? db.Mails.FromSql($"select * from notifications.mails where id = {known} for update")
                    : db.Mails.FromSql($"select * from notifications.mails where next_try_at <= {now} order by next_try_at, id limit 1 for update skip locked"))
                .AsTracking().SingleOrDefaultAsync(cancellationToken);
            if (mail is null)
            {
                return MailOutcome.Nothing;
            }

            var outcome = taken is null ? await TryAsync(mail, cancellationToken) : Taken(mail);
            taken = outcome == MailOutcome.Sent ? mail.Id : null;
            await db.SaveChangesAsync(cancellationToken);
            return outcome;
        }, cancellationToken);
    }

    private async Task<MailOutcome> TryAsync(Mail mail, CancellationToken cancellationToken)
    {
        try
        {
            var unsubscribe = mail.UnsubscribeToken is { } token ? urls.Unsubscribe(token) : null;
            await sender.SendAsync(new Letter(mail, MailBody.Parse(mail.Body), unsubscribe, urls.NotificationSettings), cancellationToken);
            return Taken(mail);
        }
        catch (MailRefusedException refusal)
        {
            var now = time.GetUtcNow();
            mail.Bounced(refusal.Message, now);
            await MailBounce.RecordAsync(db, mail.To, refusal.Message, now, cancellationToken);
            logger.LogInformation("Mail {MailId} is refused for good: {Reason}", mail.Id, refusal.Message);
            return MailOutcome.Bounced;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            mail.NotTaken(exception.Message, time.GetUtcNow());
            logger.LogWarning(exception, "Mail {MailId} was not taken at attempt {Attempt}", mail.Id, mail.Attempts);
            return MailOutcome.NotTaken;
        }
    }

    private MailOutcome Taken(Mail mail)
    {
        mail.Sent(time.GetUtcNow());
        return MailOutcome.Sent;
    }
}
