using System.Globalization;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Reviews;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>Tells sellers of a review and authors of its answer; asks buyers for a review, once per product.</summary>
public sealed class ReviewMails(MarketplaceDb db, Notifier notifier, CheckoutUrls urls)
    : IOutboxHandler<ReviewCreated>, IOutboxHandler<ReviewAnswered>, IOutboxHandler<ReviewInvited>
{
    public async Task HandleAsync(ReviewCreated message, CancellationToken cancellationToken)
    {
        // It may be gone or hidden by now; then there is nothing to tell.
        if (await FindAsync(message.ReviewId, cancellationToken) is not { } found)
        {
            return;
        }

        var (review, product) = found;
        var stars = string.Create(CultureInfo.InvariantCulture, $"{review.Rating} of 5 stars");
        var body = new MailBody()
            .Paragraph($"A buyer gives “{product.Title}” {stars}: {review.Title}")
            .Paragraph(review.Body)
            .Paragraph("You can answer once, below the review; the answer can be changed.")
            .Link("Answer the review", urls.SellerReviews);
        await notifier.TellAsync(new(NotificationKind.Reviews, product.SellerId, $"review:{review.Id}", $"{stars} for {product.Title}", body, urls.SellerReviews), cancellationToken);
    }

    public async Task HandleAsync(ReviewAnswered message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.ReviewId, cancellationToken) is not { Review.ResponseBody: { } answer } found)
        {
            return;
        }

        var (review, product) = found;
        var link = urls.Review(product.Slug, review.Id);
        var body = new MailBody()
            .Paragraph($"The seller of “{product.Title}” has answered your review “{review.Title}”:")
            .Paragraph(answer)
            .Link("Read it on the product's page", link);
        await notifier.TellAsync(new(NotificationKind.Reviews, review.AuthorId, $"review-answered:{review.Id}", $"Your review of {product.Title} was answered", body, link), cancellationToken);
    }

    public async Task HandleAsync(ReviewInvited message, CancellationToken cancellationToken)
    {
        if (await db.Reviews.AnyAsync(review => review.ProductId == message.ProductId && review.AuthorId == message.BuyerId, cancellationToken))
        {
            return;
        }

        var product = await db.Products.AsNoTracking().SingleAsync(product => product.Id == message.ProductId, cancellationToken);
        var link = urls.WriteReview(product.Slug);
        var body = new MailBody()
            .Paragraph($"You have had “{product.Title}” for a week. What should somebody know who thinks about buying it?")
            .Paragraph("Stars and a few sentences are enough; good and bad both help. You can change your review later. We ask only this once.")
            .Link("Review it", link);
        await notifier.TellAsync(
            new(NotificationKind.ReviewInvitations, message.BuyerId, $"review-invitation:{message.BuyerId}:{message.ProductId}", $"How is {product.Title}?", body, link), cancellationToken);
    }

    private async Task<(Review Review, Product Product)?> FindAsync(Guid reviewId, CancellationToken cancellationToken)
    {
        var review = await db.Reviews.AsNoTracking().SingleOrDefaultAsync(review => review.Id == reviewId && review.HiddenAt == null, cancellationToken);
        return review is null ? null : (review, await db.Products.AsNoTracking().SingleAsync(product => product.Id == review.ProductId, cancellationToken));
    }
}
