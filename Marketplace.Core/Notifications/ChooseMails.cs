using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>Switches kinds of mail on and off, by a signed-in person or by the link in a mail.</summary>
public sealed class ChooseMails(MarketplaceDb db, TimeProvider time)
{
    /// <summary>
    /// Afterwards exactly the optional kinds that are not wanted are off. Who signs in and chooses says that the mailbox takes mail again: a bounce is forgotten.
    /// </summary>
    public async Task<Result<Done>> ExecuteAsync(Guid userId, IReadOnlyCollection<NotificationKind> wanted, CancellationToken cancellationToken)
    {
        foreach (var kind in NotificationPolicy.Optional)
        {
            await SetAsync(userId, kind, !wanted.Contains(kind), cancellationToken);
        }

        var address = (await db.Users.Where(user => user.Id == userId).Select(user => user.Email).SingleAsync(cancellationToken)).ToLowerInvariant();
        await db.MailBounces.Where(bounce => bounce.Address == address).ExecuteDeleteAsync(cancellationToken);
        return default(Done);
    }

    /// <summary>No sign-in: whoever holds the letter may stop letters of its kind, or take that back. Doing it twice is the same as once.</summary>
    public async Task<Result<Done>> ByLetterAsync(string token, bool off, CancellationToken cancellationToken)
    {
        var mail = await db.Mails.Where(mail => mail.UnsubscribeToken == token).Select(mail => new { mail.UserId, mail.Kind }).SingleOrDefaultAsync(cancellationToken);
        if (mail is null)
        {
            return Error.NotFound("letter");
        }

        await SetAsync(mail.UserId, mail.Kind, off, cancellationToken);
        return default(Done);
    }

    private Task SetAsync(Guid userId, NotificationKind kind, bool off, CancellationToken cancellationToken)
    {
        var (name, now) = (kind.ToString(), time.GetUtcNow());
        return off
            ? db.Database.ExecuteSqlAsync($"insert into notifications.mail_switches (user_id, kind, off_at) values ({userId}, {name}, {now}) on conflict do nothing", cancellationToken)
            : db.MailSwitches.Where(found => found.UserId == userId && found.Kind == kind).ExecuteDeleteAsync(cancellationToken);
    }
}
