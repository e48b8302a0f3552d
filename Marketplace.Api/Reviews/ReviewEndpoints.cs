using Marketplace.Api.Catalog;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Reviews;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Reviews;

internal static class ReviewEndpoints
{
    public static void MapReviews(this IEndpointRouteBuilder app) =>
        app.MapGet(CatalogRoutes.Products + "/{slug}/reviews", ListAsync).WithTags("Reviews").AllowAnonymous().ProducesProblem(400).ProducesProblem(404)
            .WithSummary("A product's reviews, the newest first, with the histogram of all");

    private static async Task<Results<Ok<ReviewsView>, ProblemHttpResult>> ListAsync(
        string slug, string? cursor, int? limit, MarketplaceDb db, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(null, limit);
        var start = TimePosition.Parse(cursor, TimePosition.Newest);
        if ((page.Error ?? start.Error) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var product = await db.PublicAt(slug)
            .Select(found => new { found.Id, found.RatingSum, found.RatingCount }).SingleOrDefaultAsync(cancellationToken);
        if (product is null)
        {
            return Error.NotFound("product").ToProblem();
        }

        var (items, next) = await PageAsync(db, product.Id, start.Value, page.Value!.Limit, cancellationToken);
        var histogram = await HistogramAsync(db, product.Id, cancellationToken);
        return TypedResults.Ok(new ReviewsView(items, product.RatingCount, next, ProductViews.Rating(product.RatingSum, product.RatingCount), histogram));
    }

    private static async Task<(IReadOnlyList<ReviewView> Items, string? Next)> PageAsync(
        MarketplaceDb db, Guid productId, TimePosition start, int limit, CancellationToken cancellationToken)
    {
        var rows = await db.Reviews.AsNoTracking()
            .Where(review => review.ProductId == productId)
            .Where(review => EF.Functions.LessThan(ValueTuple.Create(review.CreatedAt, review.Id), ValueTuple.Create(start.At, start.Id)))
            .OrderByDescending(review => review.CreatedAt).ThenByDescending(review => review.Id)
            .Take(limit + 1)
            .Select(review => new { Review = review, Author = db.Users.Where(user => user.Id == review.AuthorId).Select(user => user.DisplayName).Single() })
            .ToListAsync(cancellationToken);
        var next = rows.Count > limit ? new TimePosition(rows[limit - 1].Review.CreatedAt, rows[limit - 1].Review.Id).ToString() : null;
        return ([.. rows.Take(limit).Select(row => ToView(row.Review, row.Author))], next);
    }

    private static async Task<IReadOnlyList<int>> HistogramAsync(MarketplaceDb db, Guid productId, CancellationToken cancellationToken)
    {
        var counts = await db.Reviews.Where(review => review.ProductId == productId).GroupBy(review => review.Rating)
            .Select(reviews => new { Rating = reviews.Key, Count = reviews.Count() })
            .ToDictionaryAsync(row => row.Rating, row => row.Count, cancellationToken);
        return [.. Enumerable.Range(1, 5).Select(stars => counts.GetValueOrDefault(stars))];
    }

    private static ReviewView ToView(Core.Reviews.Review review, string author) => new(
        review.Id, author, review.Rating, review.Title, review.BodyHtml, review.CreatedAt,
        review is { ResponseHtml: { } html, RespondedAt: { } at } ? new ReviewResponseView(html, at) : null);
}
