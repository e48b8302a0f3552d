using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

/// <summary>Follows a seller, or stops to. Doing it twice is the same as once.</summary>
public sealed class FollowSeller(MarketplaceDb db, TimeProvider time)
{
    public async Task<Result<Done>> ExecuteAsync(Guid followerId, string handle, bool follows, CancellationToken cancellationToken)
    {
        var sellerId = await db.Users.Where(user => user.Handle == handle && db.SellerAccounts.Any(seller => seller.UserId == user.Id))
            .Select(user => (Guid?)user.Id).SingleOrDefaultAsync(cancellationToken);
        if (sellerId is not { } seller)
        {
            return Error.NotFound("seller");
        }

        if (seller == followerId)
        {
            return AccountErrors.OwnShop;
        }

        var now = time.GetUtcNow();
        _ = follows
            ? await db.Database.ExecuteSqlAsync($"insert into accounts.follows (follower_id, seller_id, at) values ({followerId}, {seller}, {now}) on conflict do nothing", cancellationToken)
            : await db.Follows.Where(follow => follow.SellerId == seller && follow.FollowerId == followerId).ExecuteDeleteAsync(cancellationToken);
        return default(Done);
    }
}
