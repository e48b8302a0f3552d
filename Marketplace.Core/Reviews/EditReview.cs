using Marketplace.Core.Data;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Reviews;

/// <summary>The author changes a review; the product's rating follows in the same transaction.</summary>
public sealed class EditReview(MarketplaceDb db, TimeProvider time)
{
    public async Task<Result<Done>> ExecuteAsync(Guid authorId, Guid reviewId, ReviewText written, CancellationToken cancellationToken)
    {
        var text = ReviewPolicy.Check(written);
        return text.IsOk
            ? await db.InTransactionAsync(() => EditAsync(authorId, reviewId, text.Value, cancellationToken), cancellationToken)
            : text.Error;
    }

    private async Task<Result<Done>> EditAsync(Guid authorId, Guid reviewId, ReviewText text, CancellationToken cancellationToken)
    {
        var review = await db.LockReviewAsync(reviewId, cancellationToken);
        if (review is null || review.AuthorId != authorId)
        {
            return Error.NotFound("review");
        }

        var (before, now) = (review.CountedRating, time.GetUtcNow());
        var edited = review.Edit(text, MarkdownRenderer.ToHtml(text.Body), now);
        if (edited.IsOk)
        {
            await db.SaveRatingAsync(review.ProductId, before, review.CountedRating, now, cancellationToken);
        }

        return edited;
    }
}
