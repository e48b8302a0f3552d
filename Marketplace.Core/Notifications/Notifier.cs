using System.Security.Cryptography;
using Marketplace.Core.Data;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>Something a person is told.</summary>
/// <param name="Key">Unique for the event and the person: <c>sale:{orderId}:{sellerId}</c>. At most 160 characters.</param>
/// <param name="Title">The mail's subject and the line under the bell.</param>
/// <param name="Link">A page of the web app.</param>
/// <param name="To">The address that an order was bought with; null for the person's own.</param>
public sealed record Notice(NotificationKind Kind, Guid UserId, string Key, string Title, MailBody Body, Uri Link, string? To = null);

/// <summary>
/// Tells a person once per key: a line under the bell, and a mail unless mails of the kind are switched off or the address gives mails back.
/// Both are written down here; <see cref="SendMail"/> sends the mail, so an event is handled though the mail server is away.
/// </summary>
public sealed class Notifier(MarketplaceDb db, TimeProvider time)
{
    public async Task TellAsync(Notice notice, CancellationToken cancellationToken)
    {
        var person = await db.Users.Where(user => user.Id == notice.UserId)
            .Select(user => new
            {
                user.Email,
                user.IsGuest,
                IsOff = db.MailSwitches.Any(off => off.UserId == user.Id && off.Kind == notice.Kind),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (person is null)
        {
            return;
        }

        var now = time.GetUtcNow();
        var title = notice.Title.Length <= 300 ? notice.Title : notice.Title[..299] + "…";
        var kind = notice.Kind.ToString();
        if (!person.IsGuest)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into notifications.notifications (id, user_id, key, kind, title, path, created_at)
                values ({Guid.CreateVersion7(now)}, {notice.UserId}, {notice.Key}, {kind}, {title}, {notice.Link.PathAndQuery + notice.Link.Fragment}, {now})
                on conflict (user_id, key) do nothing
                """, cancellationToken);
        }

        var isOptional = NotificationPolicy.IsOptional(notice.Kind);
        var address = notice.To ?? person.Email;
        var bounced = address.ToLowerInvariant();
        if (isOptional && (person.IsOff || await db.MailBounces.AnyAsync(bounce => bounce.Address == bounced, cancellationToken)))
        {
            return;
        }

        var due = now - NotificationPolicy.HeadStart(notice.Kind);
        var unsubscribe = isOptional ? WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(24)) : null;
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into notifications.mails (id, key, kind, user_id, "to", subject, body, unsubscribe_token, created_at, next_try_at, attempts)
            values ({Guid.CreateVersion7(now)}, {notice.Key}, {kind}, {notice.UserId}, {address}, {title}, {notice.Body.ToJson()}::jsonb, {unsubscribe}, {now}, {due}, 0)
            on conflict (key) do nothing
            """, cancellationToken);
    }
}
