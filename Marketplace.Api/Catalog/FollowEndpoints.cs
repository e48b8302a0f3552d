using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Catalog;
using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Catalog;

internal static class FollowEndpoints
{
    public static void MapFollowing(this IEndpointRouteBuilder app)
    {
        var follow = app.MapGroup($"{CatalogRoutes.Sellers}/{{handle}}/follow").WithTags("Sellers").ProducesProblem(400).ProducesProblem(401).ProducesProblem(404);
        follow.MapGet("", GetAsync).WithSummary("Whether the caller follows this seller");
        follow.MapPut("", FollowAsync).WithSummary("Hear of this seller's new products");
        follow.MapDelete("", UnfollowAsync).WithSummary("Stop hearing of them");
    }

    private static async Task<Ok<FollowView>> GetAsync(string handle, ClaimsPrincipal caller, MarketplaceDb db, CancellationToken cancellationToken)
    {
        var userId = caller.UserId();
        return TypedResults.Ok(new FollowView(await db.Follows.AnyAsync(
            follow => follow.FollowerId == userId && db.Users.Any(seller => seller.Id == follow.SellerId && seller.Handle == handle), cancellationToken)));
    }

    private static async Task<Results<Ok<FollowView>, ProblemHttpResult>> FollowAsync(string handle, ClaimsPrincipal caller, FollowSeller follow, CancellationToken cancellationToken) =>
        Answer(await follow.ExecuteAsync(caller.UserId(), handle, follows: true, cancellationToken), follows: true);

    private static async Task<Results<Ok<FollowView>, ProblemHttpResult>> UnfollowAsync(string handle, ClaimsPrincipal caller, FollowSeller follow, CancellationToken cancellationToken) =>
        Answer(await follow.ExecuteAsync(caller.UserId(), handle, follows: false, cancellationToken), follows: false);

    private static Results<Ok<FollowView>, ProblemHttpResult> Answer(Result<Done> result, bool follows) =>
        result.IsOk ? TypedResults.Ok(new FollowView(follows)) : result.Error.ToProblem();
}
