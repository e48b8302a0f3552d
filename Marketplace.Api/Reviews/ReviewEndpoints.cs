using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Catalog;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Reviews;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Reviews;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Reviews;

internal static class ReviewEndpoints
{
    public static void MapReviews(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(ReviewRoutes.OfProduct).WithTags("Reviews").ProducesProblem(400).ProducesProblem(404);
        group.MapGet("", ListAsync).AllowAnonymous().WithSummary("A product's reviews, sorted and filtered, with the histogram of all");
        group.MapGet("/mine", FindMineAsync).WithSummary("The own review, the own votes, and whether one may review");
        group.MapPost("", AddAsync).ProducesProblem(403).ProducesProblem(409).WithSummary("Review what one bought: once per product");
    }

    private static async Task<Results<Ok<ReviewsView>, ProblemHttpResult>> ListAsync(
        string slug, [AsParameters] ReviewParameters parameters, ReviewReader reviews, CancellationToken cancellationToken)
    {
        var query = ReviewQuery.Parse(parameters);
        if (!query.IsOk)
        {
            return query.Error.ToProblem();
        }

        var found = await reviews.ListAsync(slug, query.Value, cancellationToken);
        return found is null ? Error.NotFound("product").ToProblem() : TypedResults.Ok(found);
    }

    private static async Task<Results<Ok<MyReviewsView>, ProblemHttpResult>> FindMineAsync(string slug, ClaimsPrincipal caller, ReviewReader reviews, CancellationToken cancellationToken)
    {
        var mine = await reviews.FindMineAsync(slug, caller.UserId(), cancellationToken);
        return mine is null ? Error.NotFound("product").ToProblem() : TypedResults.Ok(mine);
    }

    private static async Task<Results<Ok<OwnReviewView>, ProblemHttpResult>> AddAsync(
        string slug, ReviewRequest request, ClaimsPrincipal caller, MarketplaceDb db, AddReview add, ReviewReader reviews, CancellationToken cancellationToken)
    {
        var productId = await db.PublicAt(slug).Select(product => (Guid?)product.Id).SingleOrDefaultAsync(cancellationToken);
        if (productId is null)
        {
            return Error.NotFound("product").ToProblem();
        }

        var added = await add.ExecuteAsync(new(productId.Value, caller.UserId(), request.Rating, request.Title, request.Body), null, cancellationToken);
        return added.IsOk ? TypedResults.Ok(await reviews.GetOwnAsync(added.Value, cancellationToken)) : added.Error.ToProblem();
    }
}
