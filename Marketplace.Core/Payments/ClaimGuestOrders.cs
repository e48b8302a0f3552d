using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments;

/// <summary>
/// Moves what a guest bought to the person who has proved that the e-mail address is theirs. Orders, lines with their licence keys and downloads, and
/// payments go together; the links in the guest's mails keep working. Later orders of the same guest are moved the next time.
/// </summary>
public sealed class ClaimGuestOrders(MarketplaceDb db, TimeProvider time)
{
    /// <param name="email">Confirmed by the identity provider.</param>
    /// <returns>How many orders were moved.</returns>
    public async Task<int> ExecuteAsync(Guid userId, string email, CancellationToken cancellationToken)
    {
        var address = EnsureGuest.Normalize(email);
        var guestId = await db.Users.Where(user => user.IsGuest && user.Email == address && db.Orders.Any(order => order.BuyerId == user.Id))
            .Select(user => (Guid?)user.Id).SingleOrDefaultAsync(cancellationToken);
        return guestId is { } id ? await MoveAsync(id, userId, cancellationToken) : 0;
    }

    private Task<int> MoveAsync(Guid guestId, Guid userId, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        // Orders first, as everywhere: two claims at once meet here, and the second finds nothing left.
        var moved = await db.Orders.Where(order => order.BuyerId == guestId)
            .ExecuteUpdateAsync(set => set.SetProperty(order => order.BuyerId, userId), cancellationToken);
        await db.OrderLines.Where(line => line.BuyerId == guestId && db.Orders.Any(order => order.Id == line.OrderId && order.BuyerId == userId))
            .ExecuteUpdateAsync(set => set.SetProperty(line => line.BuyerId, userId), cancellationToken);
        await db.Payments.Where(payment => payment.BuyerId == guestId && db.Orders.Any(order => order.Id == payment.OrderId && order.BuyerId == userId))
            .ExecuteUpdateAsync(set => set.SetProperty(payment => payment.BuyerId, userId), cancellationToken);
        if (moved > 0)
        {
            db.Publish(new GuestOrdersClaimed(guestId, userId), time.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
        }

        return moved;
    }, cancellationToken);
}
