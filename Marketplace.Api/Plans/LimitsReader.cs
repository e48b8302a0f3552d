using Marketplace.Contracts.Subscriptions;
using Marketplace.Core.Accounts;
using Marketplace.Core.Brain.Answers;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Plans;

/// <summary>What of a plan's limits somebody has used.</summary>
internal sealed class LimitsReader(MarketplaceDb db, CountQuestions questions, ApiRequestCounter requests, TimeProvider time)
{
    public async Task<IReadOnlyList<LimitView>> ListAsync(Guid personId, CancellationToken cancellationToken)
    {
        var plan = await db.Users.Where(user => user.Id == personId).Select(user => user.Plan).SingleAsync(cancellationToken);
        var asked = await questions.GetAsync(personId, cancellationToken);
        var sent = await requests.PeekAsync(personId, cancellationToken);
        var published = await db.Products.CountAsync(product => product.SellerId == personId && product.DeletedAt == null && product.State == ProductState.Published, cancellationToken);
        var seats = await db.TeamSeats.CountAsync(seat => db.Teams.Any(team => team.Id == seat.TeamId && team.OwnerId == personId), cancellationToken);
        return
        [
            ToView(PlanFeature.BrainQuestions, plan, asked.Used, asked.ResetsAt),
            ToView(PlanFeature.ApiRequests, plan, sent.Used, sent.ResetsAt),
            ToView(PlanFeature.PublishedProducts, plan, published, null),
            ToView(PlanFeature.Seats, await db.OwnPlanAsync(personId, time.GetUtcNow(), cancellationToken), 1 + seats, null),
        ];
    }

    private static LimitView ToView(PlanFeature feature, Plan plan, long used, DateTimeOffset? resetsAt)
    {
        var limit = PlanTable.LimitOf(plan, feature);
        return new(
            PlanText.Name(feature), PlanText.Of(feature).Title, used, limit == PlanTable.NoLimit ? null : limit, resetsAt,
            PlanTable.PlanWithMore(feature, plan) is { } more ? PlanText.Name(more) : null);
    }
}
