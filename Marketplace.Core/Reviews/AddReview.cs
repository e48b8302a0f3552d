using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Reviews;

public sealed record NewReview(Guid ProductId, Guid AuthorId, int Rating, string Title, string Body);

/// <summary>Records a verified buyer's review; the product's average, count and histogram change in the same transaction.</summary>
public sealed class AddReview(MarketplaceDb db, TimeProvider time)
{
    /// <param name="createdAt">When it was written; null for now. Demo data looks back.</param>
    /// <returns>The review's id.</returns>
    public async Task<Result<Guid>> ExecuteAsync(NewReview review, DateTimeOffset? createdAt, CancellationToken cancellationToken)
    {
        var text = ReviewPolicy.Check(new(review.Rating, review.Title, review.Body));
        if (!text.IsOk)
        {
            return text.Error;
        }

        try
        {
            return await db.InTransactionAsync(() => AddAsync(review, text.Value, createdAt ?? time.GetUtcNow(), cancellationToken), cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation(ReviewConfiguration.AuthorIndex) || exception.IsUniqueViolation(ReviewConfiguration.LineIndex))
        {
            return ReviewErrors.AlreadyReviewed;
        }
    }

    private async Task<Result<Guid>> AddAsync(NewReview written, ReviewText text, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        if (await RefuseAsync(written, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var line = await db.OrderLines.Owned()
            .Where(line => line.ProductId == written.ProductId && line.BuyerId == written.AuthorId)
            .OrderBy(line => line.PaidAt)
            .Select(line => new { line.Id, line.SellerId })
            .FirstOrDefaultAsync(cancellationToken);
        if (line is null)
        {
            return ReviewErrors.NotABuyer;
        }

        var review = new Review
        {
            Id = Guid.CreateVersion7(createdAt),
            ProductId = written.ProductId,
            SellerId = line.SellerId,
            OrderLineId = line.Id,
            AuthorId = written.AuthorId,
            Rating = text.Rating,
            Title = text.Title,
            Body = text.Body,
            BodyHtml = MarkdownRenderer.ToHtml(text.Body),
            CreatedAt = createdAt,
        };
        db.Reviews.Add(review);
        db.Publish(new ReviewCreated(review.Id), time.GetUtcNow());
        await db.SaveRatingAsync(review.ProductId, before: null, review.CountedRating, time.GetUtcNow(), cancellationToken);
        return review.Id;
    }

    private async Task<Error?> RefuseAsync(NewReview written, CancellationToken cancellationToken)
    {
        if (await db.Products.AnyAsync(product => product.Id == written.ProductId && product.SellerId == written.AuthorId, cancellationToken))
        {
            return ReviewErrors.OwnProduct;
        }

        var known = await db.Reviews.Where(review => review.ProductId == written.ProductId && review.AuthorId == written.AuthorId)
            .Select(review => new { IsHidden = review.HiddenAt != null, review.HiddenReason }).SingleOrDefaultAsync(cancellationToken);
        return known is null ? null : known.IsHidden ? ReviewErrors.Hidden(known.HiddenReason) : ReviewErrors.AlreadyReviewed;
    }
}
