using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Reviews;

/// <summary>Somebody finds a review helpful, or no longer does. Asking twice is asking once.</summary>
public sealed class VoteHelpful(MarketplaceDb db, TimeProvider time)
{
    /// <returns>How many find it helpful now.</returns>
    public Task<Result<int>> ExecuteAsync(Guid voterId, Guid reviewId, bool isHelpful, CancellationToken cancellationToken) => db.InTransactionAsync<Result<int>>(async () =>
    {
        var review = await db.LockReviewAsync(reviewId, cancellationToken);
        if (review is null || review.HiddenAt is not null || !await IsPublicAsync(review.ProductId, cancellationToken))
        {
            return Error.NotFound("review");
        }

        if (review.AuthorId == voterId)
        {
            return ReviewErrors.OwnReview;
        }

        if (review.SellerId == voterId)
        {
            return ReviewErrors.OwnProduct;
        }

        // Under the review's lock, so that the count is the number of votes.
        review.HelpfulCount += await (isHelpful ? AddAsync(reviewId, voterId, cancellationToken) : RemoveAsync(reviewId, voterId, cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        return review.HelpfulCount;
    }, cancellationToken);

    private Task<int> AddAsync(Guid reviewId, Guid voterId, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"insert into reviews.helpful_votes (review_id, user_id, created_at) values ({reviewId}, {voterId}, {time.GetUtcNow()}) on conflict do nothing", cancellationToken);

    private async Task<int> RemoveAsync(Guid reviewId, Guid voterId, CancellationToken cancellationToken) =>
        -await db.HelpfulVotes.Where(vote => vote.ReviewId == reviewId && vote.UserId == voterId).ExecuteDeleteAsync(cancellationToken);

    private Task<bool> IsPublicAsync(Guid productId, CancellationToken cancellationToken) =>
        db.Products.AnyAsync(product => product.Id == productId && product.State == ProductState.Published && product.DeletedAt == null, cancellationToken);
}
