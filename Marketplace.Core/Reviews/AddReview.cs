using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Reviews;

public sealed record NewReview(Guid ProductId, Guid AuthorId, int Rating, string Title, string Body);

/// <summary>Records a verified buyer's review; the product's average and count change in the same transaction.</summary>
public sealed class AddReview(MarketplaceDb db, TimeProvider time)
{
    /// <param name="createdAt">When it was written; null for now. Demo data looks back.</param>
    /// <returns>The review's id.</returns>
    public async Task<Result<Guid>> ExecuteAsync(NewReview review, DateTimeOffset? createdAt, CancellationToken cancellationToken)
    {
        if (review.Rating is < 1 or > 5)
        {
            return ReviewErrors.BadRating;
        }

        try
        {
            return await db.InTransactionAsync(() => AddAsync(review, createdAt ?? time.GetUtcNow(), cancellationToken), cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation(ReviewConfiguration.AuthorIndex) || exception.IsUniqueViolation(ReviewConfiguration.LineIndex))
        {
            return ReviewErrors.AlreadyReviewed;
        }
    }

    private async Task<Result<Guid>> AddAsync(NewReview written, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        var lineId = await db.OrderLines
            .Where(line => line.ProductId == written.ProductId && line.BuyerId == written.AuthorId)
            .Where(line => line.State == OrderLineState.InEscrow || line.State == OrderLineState.Released || line.State == OrderLineState.Transferred)
            .OrderBy(line => line.PaidAt)
            .Select(line => (Guid?)line.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (lineId is null)
        {
            return ReviewErrors.NotABuyer;
        }

        if (await db.Reviews.AnyAsync(review => review.ProductId == written.ProductId && review.AuthorId == written.AuthorId, cancellationToken))
        {
            return ReviewErrors.AlreadyReviewed;
        }

        var review = new Review
        {
            Id = Guid.CreateVersion7(createdAt),
            ProductId = written.ProductId,
            OrderLineId = lineId.Value,
            AuthorId = written.AuthorId,
            Rating = written.Rating,
            Title = written.Title.Trim(),
            Body = written.Body,
            BodyHtml = MarkdownRenderer.ToHtml(written.Body),
            CreatedAt = createdAt,
        };
        db.Reviews.Add(review);
        db.Publish(new ProductChanged(written.ProductId), time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);

        // In the database rather than in memory: other reviews and sales change the same row.
        await db.Products.Where(product => product.Id == written.ProductId).ExecuteUpdateAsync(
            set => set.SetProperty(product => product.RatingCount, product => product.RatingCount + 1)
                .SetProperty(product => product.RatingSum, product => product.RatingSum + written.Rating),
            cancellationToken);
        return review.Id;
    }
}
