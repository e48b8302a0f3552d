using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Reviews;

internal static class ReviewRows
{
    /// <summary>Whatever changes a review, its answer, its votes or its reports locks it first: they come one after the other.</summary>
    public static Task<Review?> LockReviewAsync(this MarketplaceDb db, Guid id, CancellationToken cancellationToken) =>
        db.Reviews.FromSql($"select * from reviews.reviews where id = {id} for update").AsTracking().SingleOrDefaultAsync(cancellationToken);

    /// <summary>
    /// Saves, and moves what a review counts from one rating to another in the product's count, sum and histogram: null is not counted.
    /// The sums change in the database rather than in memory: other reviews and sales change the same rows. They come after the review's lock, the
    /// product before the tally, everywhere.
    /// </summary>
    public static async Task SaveRatingAsync(this MarketplaceDb db, Guid productId, int? before, int? after, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (before != after)
        {
            db.Publish(new ProductChanged(productId), now);
        }

        await db.SaveChangesAsync(cancellationToken);
        if (before == after)
        {
            return;
        }

        var (count, sum) = ((after is null ? 0 : 1) - (before is null ? 0 : 1), (after ?? 0) - (before ?? 0));
        await db.Products.Where(product => product.Id == productId).ExecuteUpdateAsync(
            set => set.SetProperty(product => product.RatingCount, product => product.RatingCount + count)
                .SetProperty(product => product.RatingSum, product => product.RatingSum + sum),
            cancellationToken);
        await MoveTallyAsync(db, productId, before, after, cancellationToken);
    }

    private static async Task MoveTallyAsync(MarketplaceDb db, Guid productId, int? before, int? after, CancellationToken cancellationToken)
    {
        int Change(int stars) => (after == stars ? 1 : 0) - (before == stars ? 1 : 0);
        var (one, two, three, four, five) = (Change(1), Change(2), Change(3), Change(4), Change(5));
        await db.Database.ExecuteSqlAsync(
            $"insert into reviews.rating_tallies (product_id, one, two, three, four, five) values ({productId}, 0, 0, 0, 0, 0) on conflict (product_id) do nothing", cancellationToken);
        await db.RatingTallies.Where(tally => tally.ProductId == productId).ExecuteUpdateAsync(
            set => set.SetProperty(tally => tally.One, tally => tally.One + one)
                .SetProperty(tally => tally.Two, tally => tally.Two + two)
                .SetProperty(tally => tally.Three, tally => tally.Three + three)
                .SetProperty(tally => tally.Four, tally => tally.Four + four)
                .SetProperty(tally => tally.Five, tally => tally.Five + five),
            cancellationToken);
    }
}
