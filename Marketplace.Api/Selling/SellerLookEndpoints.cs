using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Api.Plans;
using Marketplace.Contracts.Accounts;
using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Selling;

internal static class SellerLookEndpoints
{
    public static void MapSellerLook(this IEndpointRouteBuilder app)
    {
        var look = app.MapGroup(AccountRoutes.Look).WithTags("Me").ProducesProblem(400).ProducesProblem(401).ProducesProblem(404);
        look.MapGet("", GetAsync).WithSummary("What the caller has chosen for the own public page, and whether their plan shows it");
        look.MapPut("", SetAsync).RequireFeature(PlanFeature.CustomProfile).WithSummary("Choose the colour and up to three pinned products of the own public page");
    }

    private static async Task<Ok<SellerLookView>> GetAsync(ClaimsPrincipal caller, MarketplaceDb db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await LoadAsync(caller.UserId(), db, cancellationToken));

    private static async Task<Results<Ok<SellerLookView>, ProblemHttpResult>> SetAsync(
        SellerLookRequest request, ClaimsPrincipal caller, SetSellerLook set, MarketplaceDb db, CancellationToken cancellationToken)
    {
        var done = await set.ExecuteAsync(caller.UserId(), string.IsNullOrEmpty(request.Accent) ? null : request.Accent, request.PinnedIds, cancellationToken);
        return done.IsOk ? TypedResults.Ok(await LoadAsync(caller.UserId(), db, cancellationToken)) : done.Error.ToProblem();
    }

    private static async Task<SellerLookView> LoadAsync(Guid sellerId, MarketplaceDb db, CancellationToken cancellationToken)
    {
        var look = await db.SellerLooks.SingleOrDefaultAsync(found => found.SellerId == sellerId, cancellationToken);
        var plan = await db.Users.Where(user => user.Id == sellerId).Select(user => user.Plan).SingleAsync(cancellationToken);
        return new(look?.Accent, look?.PinnedIds ?? [], LookPolicy.Accents, LookPolicy.MaxPinned, PlanTable.Allows(plan, PlanFeature.CustomProfile));
    }
}
