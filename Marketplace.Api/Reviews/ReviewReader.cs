using Marketplace.Api.Catalog;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Reviews;
using Marketplace.Core.Data;
using Marketplace.Core.Reviews;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Reviews;

/// <summary>Reviews as the public, their author and the seller of the product see them.</summary>
internal sealed class ReviewReader(MarketplaceDb db)
{
    private const int KnownVotes = 500;

    /// <summary>Null when there is no such public product. Nothing in it depends on who asks.</summary>
    public async Task<ReviewsView?> ListAsync(string slug, ReviewQuery query, CancellationToken cancellationToken)
    {
        var product = await db.PublicAt(slug).Select(found => new { found.Id, found.RatingSum, found.RatingCount }).SingleOrDefaultAsync(cancellationToken);
        if (product is null)
        {
            return null;
        }

        var tally = await db.RatingTallies.AsNoTracking().SingleOrDefaultAsync(tally => tally.ProductId == product.Id, cancellationToken);
        var histogram = tally?.Histogram ?? [0, 0, 0, 0, 0];
        var reviews = query.Filter(db.Reviews.AsNoTracking().Where(review => review.ProductId == product.Id));
        var rows = await Rows(query.Page(reviews)).ToListAsync(cancellationToken);
        var next = rows.Count > query.Limit ? query.CursorOf(rows[query.Limit - 1].Review) : null;
        long total = query switch
        {
            { Answered: true } => await reviews.CountUpAsync(cancellationToken),
            { Stars: { } stars } => histogram[stars - 1],
            _ => product.RatingCount,
        };
        return new([.. rows.Take(query.Limit).Select(ToView)], total, next, ProductViews.Rating(product.RatingSum, product.RatingCount), histogram);
    }

    /// <summary>Null when there is no such public product.</summary>
    public async Task<MyReviewsView?> FindMineAsync(string slug, Guid personId, CancellationToken cancellationToken)
    {
        var product = await db.PublicAt(slug).Select(found => new { found.Id, found.SellerId }).SingleOrDefaultAsync(cancellationToken);
        if (product is null)
        {
            return null;
        }

        var own = await db.Reviews.AsNoTracking().SingleOrDefaultAsync(review => review.ProductId == product.Id && review.AuthorId == personId, cancellationToken);
        var votes = await db.HelpfulVotes.Where(vote => vote.UserId == personId && db.Reviews.Any(review => review.Id == vote.ReviewId && review.ProductId == product.Id))
            .OrderByDescending(vote => vote.ReviewId).Take(KnownVotes).Select(vote => vote.ReviewId).ToListAsync(cancellationToken);
        var obstacle = own switch
        {
            { HiddenAt: not null } => ReviewErrors.Hidden(own.HiddenReason),
            not null => ReviewErrors.AlreadyReviewed,
            _ when product.SellerId == personId => ReviewErrors.OwnProduct,
            _ when !await db.OrderLines.Owned().AnyAsync(line => line.BuyerId == personId && line.ProductId == product.Id, cancellationToken) => ReviewErrors.NotABuyer,
            _ => null,
        };
        return new(obstacle is null, obstacle?.Code, own is null ? null : ToOwnView(own), votes);
    }

    public async Task<OwnReviewView> GetOwnAsync(Guid id, CancellationToken cancellationToken) =>
        ToOwnView(await db.Reviews.AsNoTracking().SingleAsync(review => review.Id == id, cancellationToken));

    public async Task<PageView<SellerReviewView>> ListOfSellerAsync(Guid sellerId, bool isUnanswered, PageRequest page, CancellationToken cancellationToken)
    {
        var reviews = db.Reviews.AsNoTracking().Where(review => review.SellerId == sellerId && review.HiddenAt == null);
        reviews = isUnanswered ? reviews.Where(review => review.RespondedAt == null) : reviews;
        var total = await reviews.CountUpAsync(cancellationToken);
        var rest = page.Before is { } before ? reviews.Where(review => review.Id < before) : reviews;
        var rows = await Rows(rest.OrderByDescending(review => review.Id).Take(page.Limit + 1)).ToListAsync(cancellationToken);
        var productIds = rows.Select(row => row.Review.ProductId).Distinct().ToList();
        var products = await db.Products.AsNoTracking().Where(product => productIds.Contains(product.Id))
            .ToDictionaryAsync(product => product.Id, product => new { product.Slug, product.Title }, cancellationToken);
        var next = rows.Count > page.Limit ? rows[page.Limit - 1].Review.Id.ToString("N") : null;
        return new(
            [.. rows.Take(page.Limit).Select(row => new SellerReviewView(
                ToView(row), products[row.Review.ProductId].Slug, products[row.Review.ProductId].Title, row.Review.ResponseBody, row.Review.ResponseHiddenReason))],
            total,
            next);
    }

    public static ReviewResponseView? ToResponse(Review review) => review is { ResponseHtml: { } html, RespondedAt: { } at, ResponseHiddenAt: null }
        ? new(html, at, review.ResponseEditedAt)
        : null;

    private IQueryable<ReviewRow> Rows(IQueryable<Review> reviews) => reviews.Select(review => new ReviewRow(
        review,
        db.Users.Where(user => user.Id == review.AuthorId).Select(user => user.DisplayName).Single(),
        db.OrderLines.Owned().Any(line => line.BuyerId == review.AuthorId && line.ProductId == review.ProductId)));

    private static ReviewView ToView(ReviewRow row) => new(
        row.Review.Id, row.Author, row.Review.Rating, row.Review.Title, row.Review.BodyHtml, row.Review.CreatedAt, row.Review.EditedAt,
        !row.IsOwned, row.Review.HelpfulCount, ToResponse(row.Review));

    private static OwnReviewView ToOwnView(Review review) => new(
        review.Id, review.Rating, review.Title, review.Body, review.BodyHtml, review.CreatedAt, review.EditedAt, review.HiddenReason);

    private sealed record ReviewRow(Review Review, string Author, bool IsOwned);
}
