using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;

namespace Marketplace.Core.Reviews;

/// <summary>The seller of the reviewed product answers, or edits the answer.</summary>
public sealed class RespondToReview(MarketplaceDb db, TimeProvider time)
{
    /// <param name="respondedAt">Null for now. Demo data looks back.</param>
    public async Task<Result<Done>> ExecuteAsync(Guid sellerId, Guid reviewId, string written, DateTimeOffset? respondedAt, CancellationToken cancellationToken)
    {
        var body = PersonText.Block(written);
        return body.Length == 0
            ? ReviewErrors.NoResponse
            : await db.InTransactionAsync(() => RespondAsync(sellerId, reviewId, body, respondedAt ?? time.GetUtcNow(), cancellationToken), cancellationToken);
    }

    private async Task<Result<Done>> RespondAsync(Guid sellerId, Guid reviewId, string body, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var review = await db.LockReviewAsync(reviewId, cancellationToken);
        if (review is null || review.SellerId != sellerId)
        {
            return Error.NotFound("review");
        }

        var isFirst = review.RespondedAt is null;
        var responded = review.Respond(body, MarkdownRenderer.ToHtml(body), at);
        if (responded.IsOk)
        {
            if (isFirst)
            {
                db.Publish(new ReviewAnswered(review.Id), time.GetUtcNow());
            }

            await db.SaveChangesAsync(cancellationToken);
        }

        return responded;
    }
}

/// <summary>The seller takes the answer back; another one may follow.</summary>
public sealed class RemoveResponse(MarketplaceDb db)
{
    public Task<Result<Done>> ExecuteAsync(Guid sellerId, Guid reviewId, CancellationToken cancellationToken) => db.InTransactionAsync<Result<Done>>(async () =>
    {
        var review = await db.LockReviewAsync(reviewId, cancellationToken);
        if (review is null || review.SellerId != sellerId)
        {
            return Error.NotFound("review");
        }

        var removed = review.RemoveResponse();
        if (removed.IsOk)
        {
            await db.SaveChangesAsync(cancellationToken);
        }

        return removed;
    }, cancellationToken);
}
