using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>Marks a person's own notifications as read.</summary>
public sealed class ReadNotifications(MarketplaceDb db, TimeProvider time)
{
    /// <param name="id">One notification; null for all up to <paramref name="upTo"/>.</param>
    /// <param name="upTo">The newest one that was seen: what came in meanwhile stays unread. Null for all.</param>
    public Task<int> ExecuteAsync(Guid userId, Guid? id, Guid? upTo, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return db.Notifications
            .Where(notification => notification.UserId == userId && notification.ReadAt == null)
            .Where(notification => id == null || notification.Id == id)
            .Where(notification => upTo == null || notification.Id <= upTo)
            .ExecuteUpdateAsync(set => set.SetProperty(notification => notification.ReadAt, now), cancellationToken);
    }
}
