using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>A mail came back after the server had taken it.</summary>
public sealed class RecordBounce(MarketplaceDb db, TimeProvider time)
{
    /// <param name="address">Whom the report names: believed only when the mail went there, so that nobody cuts others off with an invented report.</param>
    public Task<Result<Done>> ExecuteAsync(Guid mailId, string address, string reason, CancellationToken cancellationToken) => db.InTransactionAsync<Result<Done>>(async () =>
    {
        var mail = await db.Mails.FromSql($"select * from notifications.mails where id = {mailId} for update").AsTracking().SingleOrDefaultAsync(cancellationToken);
        if (mail is null || !string.Equals(mail.To, address, StringComparison.OrdinalIgnoreCase))
        {
            return Error.NotFound("mail");
        }

        if (mail.BouncedAt is null)
        {
            var now = time.GetUtcNow();
            mail.Bounced(reason, now);
            await MailBounce.RecordAsync(db, mail.To, reason, now, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }

        return default(Done);
    }, cancellationToken);
}
