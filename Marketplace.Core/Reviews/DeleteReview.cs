using Marketplace.Core.Data;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Reviews;

/// <summary>The author takes a review back, with its answer, votes and reports. They may write another one.</summary>
public sealed class DeleteReview(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid authorId, Guid reviewId, CancellationToken cancellationToken) => db.InTransactionAsync<Result<Done>>(async () =>
    {
        var review = await db.LockReviewAsync(reviewId, cancellationToken);
        if (review is null || review.AuthorId != authorId)
        {
            return Error.NotFound("review");
        }

        // Else what was hidden could be written again.
        if (review.HiddenAt is not null)
        {
            return ReviewErrors.Hidden(review.HiddenReason);
        }

        db.Reviews.Remove(review);
        await db.SaveRatingAsync(review.ProductId, review.CountedRating, after: null, time.GetUtcNow(), cancellationToken);
        return default(Done);
    }, cancellationToken);
}
