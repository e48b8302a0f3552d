using Marketplace.Api.Hosting;
using Marketplace.Contracts.Catalog;
using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Packages;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Catalog;

internal static class SellerEndpoints
{
    private const int ShownProducts = 60;

    public static void MapSellers(this IEndpointRouteBuilder app) =>
        app.MapGet($"{CatalogRoutes.Sellers}/{{handle}}", GetAsync).WithTags("Sellers").AllowAnonymous().ProducesProblem(404)
            .WithSummary("A seller's public page with the newest products");

    private static async Task<Results<Ok<SellerProfileView>, ProblemHttpResult>> GetAsync(
        string handle, MarketplaceDb db, ProductViews views, IFileStore files, CancellationToken cancellationToken)
    {
        var user = await db.Users.AsNoTracking()
            .Where(found => found.Handle == handle && db.SellerAccounts.Any(seller => seller.UserId == found.Id))
            .SingleOrDefaultAsync(cancellationToken);
        if (user is null)
        {
            return Error.NotFound("seller").ToProblem();
        }

        var products = db.Products.AsNoTracking().Public().Where(product => product.SellerId == user.Id);
        var totals = await products.GroupBy(_ => 1).Select(all => new
        {
            RatingSum = all.Sum(product => product.RatingSum),
            RatingCount = all.Sum(product => product.RatingCount),
            Sales = all.Sum(product => product.SalesCount),
        }).SingleOrDefaultAsync(cancellationToken);
        var ids = await products.OrderByDescending(product => product.PublishedAt).Select(product => product.Id).Take(ShownProducts).ToListAsync(cancellationToken);
        var badges = await SellerBadges.LoadAsync(db, [user.Id], cancellationToken);
        var look = PlanTable.Allows(user.Plan, PlanFeature.CustomProfile) ? await LookAsync(user.Id, db, cancellationToken) : null;
        var banner = look is null ? null : await db.SellerBanners.AsNoTracking().SingleOrDefaultAsync(found => found.SellerId == user.Id, cancellationToken);
        var followers = await db.Follows.Where(follow => follow.SellerId == user.Id).CountUpAsync(cancellationToken);
        return TypedResults.Ok(new SellerProfileView(
            user.Handle, user.DisplayName, user.Bio, user.Links, badges[user.Id].Verified, badges[user.Id].IdentityChecked,
            ProductViews.Rating(totals?.RatingSum ?? 0, totals?.RatingCount ?? 0), totals?.Sales ?? 0, user.CreatedAt, banner?.ToView(files), followers,
            await views.GetItemsAsync(ids, cancellationToken), look?.Accent, look is null ? [] : await views.GetItemsAsync(look.PinnedIds, cancellationToken)));
    }

    private static async Task<SellerLook> LookAsync(Guid sellerId, MarketplaceDb db, CancellationToken cancellationToken) =>
        await db.SellerLooks.SingleOrDefaultAsync(found => found.SellerId == sellerId, cancellationToken) ?? new SellerLook { SellerId = sellerId };
}
