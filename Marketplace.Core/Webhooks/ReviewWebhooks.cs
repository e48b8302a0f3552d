using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Marketplace.Core.Reviews;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Webhooks;

/// <summary>A new review of a seller's product, as the product page shows it: without its author.</summary>
public sealed class ReviewWebhooks(MarketplaceDb db, WebhookOutlet outlet) : IOutboxHandler<ReviewCreated>
{
    public async Task HandleAsync(ReviewCreated message, CancellationToken cancellationToken)
    {
        // Its author may have deleted it, or somebody hidden it, by now.
        var review = await db.Reviews.AsNoTracking().SingleOrDefaultAsync(review => review.Id == message.ReviewId && review.HiddenAt == null, cancellationToken);
        if (review is null)
        {
            return;
        }

        var product = await db.Products.AsNoTracking().SingleAsync(product => product.Id == review.ProductId, cancellationToken);
        await outlet.TellAsync(product.SellerId, WebhookEvents.ReviewCreated, $"{review.Id:N}", review.CreatedAt,
            () => new ReviewData(review.Id, product.Id, product.Slug, product.Title, review.Rating, review.Title, review.Body), cancellationToken);
    }
}
