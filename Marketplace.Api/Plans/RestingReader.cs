using Marketplace.Contracts.Subscriptions;
using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Plans;

/// <summary>What somebody has that their plan does not show at present.</summary>
internal sealed class RestingReader(MarketplaceDb db, TimeProvider time)
{
    private const string ProfilePath = "/sell/profile";
    private const string TeamPath = "/account/team";

    public async Task<IReadOnlyList<RestingView>> ListAsync(Guid personId, CancellationToken cancellationToken)
    {
        var plan = await db.Users.Where(user => user.Id == personId).Select(user => user.Plan).SingleAsync(cancellationToken);
        return [.. await ListingsAsync(personId, cancellationToken), .. await ProfileAsync(personId, plan, cancellationToken), .. await TeamAsync(personId, cancellationToken)];
    }

    private async Task<IEnumerable<RestingView>> ListingsAsync(Guid personId, CancellationToken cancellationToken)
    {
        var own = db.Products.Where(product => product.SellerId == personId && product.DeletedAt == null);
        var published = await own.CountAsync(product => product.State == ProductState.Published, cancellationToken);
        var unlisted = await own.Where(product => product.State == ProductState.Unlisted).OrderBy(product => product.PublishedAt).ThenBy(product => product.Id)
            .Select(product => new { product.Id, product.Title }).ToListAsync(cancellationToken);

        // They come back in this order, so the first may need a smaller plan than the last.
        return unlisted.Select((listing, index) => new RestingView(
            "listing", listing.Title, "Not for sale. Who bought it keeps downloads, updates and licence keys.", $"/sell/products/{listing.Id}",
            PlanWith(PlanFeature.PublishedProducts, published + index + 1)));
    }

    private async Task<IEnumerable<RestingView>> ProfileAsync(Guid personId, Plan plan, CancellationToken cancellationToken)
    {
        var hasMore = !PlanTable.Allows(plan, PlanFeature.CustomProfile)
            && (await db.SellerBanners.AnyAsync(banner => banner.SellerId == personId, cancellationToken) || await db.SellerLooks.AnyAsync(look => look.SellerId == personId, cancellationToken));
        return hasMore
            ? [new("profile", "Your page's banner, colour and pinned products", "Kept, not shown.", ProfilePath, PlanWith(PlanFeature.CustomProfile, 1))]
            : [];
    }

    private async Task<IEnumerable<RestingView>> TeamAsync(Guid personId, CancellationToken cancellationToken)
    {
        var team = await db.Teams.Where(found => found.OwnerId == personId).Select(found => new { found.Id, found.Name }).SingleOrDefaultAsync(cancellationToken);
        if (team is null)
        {
            return [];
        }

        var plan = await db.OwnPlanAsync(personId, time.GetUtcNow(), cancellationToken);
        var seats = await db.TeamSeats.AsNoTracking().Where(seat => seat.TeamId == team.Id && seat.UserId != null).OrderBy(seat => seat.JoinedAt).ThenBy(seat => seat.Id).ToListAsync(cancellationToken);
        var over = TeamPolicy.OverLimit(seats, PlanTable.LimitOf(plan, PlanFeature.Seats));
        var resting = seats.Index().Where(member => over.Contains(member.Item.Id)).Select(member => new RestingView(
            "member", member.Item.Email, "Uses what is their own; the seat is kept.", TeamPath, PlanWith(PlanFeature.Seats, member.Index + 2)));
        return PlanTable.Allows(plan, PlanFeature.TeamSpace)
            ? resting
            : [.. resting, new("teamSpace", $"What {team.Name} knows", "Kept. Authors see their own entries, nobody else does.", TeamPath, PlanWith(PlanFeature.TeamSpace, 1))];
    }

    private static string? PlanWith(PlanFeature feature, int atLeast) => PlanTable.PlanWith(feature, atLeast) is { } plan ? PlanText.Name(plan) : null;
}
