using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Reviews;

/// <summary>The seller of the reviewed product answers, or edits the answer.</summary>
public sealed class RespondToReview(MarketplaceDb db, TimeProvider time)
{
    /// <param name="respondedAt">Null for now. Demo data looks back.</param>
    public async Task<Result<Done>> ExecuteAsync(Guid sellerId, Guid reviewId, string body, DateTimeOffset? respondedAt, CancellationToken cancellationToken)
    {
        var review = await db.Reviews
            .Where(found => found.Id == reviewId && db.Products.Any(product => product.Id == found.ProductId && product.SellerId == sellerId))
            .SingleOrDefaultAsync(cancellationToken);
        if (review is null)
        {
            return Error.NotFound("review");
        }

        review.Respond(body, MarkdownRenderer.ToHtml(body), respondedAt ?? time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return default(Done);
    }
}
