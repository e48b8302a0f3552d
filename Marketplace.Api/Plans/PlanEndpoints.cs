using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Plans;

internal static class PlanEndpoints
{
    public static void MapPlans(this IEndpointRouteBuilder app)
    {
        app.MapGet(PlanRoutes.Plans, List).AllowAnonymous().WithTags("Plans").WithSummary("The plans, what they cost and what they have");
        var own = app.MapGroup("").WithTags("Plans").ProducesProblem(401);
        own.MapGet(PlanRoutes.Usage, ListLimitsAsync).WithSummary("How much of what is limited the caller has used. Does not count as an API request, and works when those are used up");
        own.MapGet(PlanRoutes.Resting, ListRestingAsync).WithSummary("What the caller's plan no longer allows: kept, not shown, back with a larger plan. Does not count as an API request");
    }

    private static Ok<IReadOnlyList<PlanView>> List(SettlementCurrency currency) => TypedResults.Ok(PlanViews.In(currency));

    private static async Task<Ok<IReadOnlyList<LimitView>>> ListLimitsAsync(ClaimsPrincipal caller, LimitsReader limits, CancellationToken cancellationToken) =>
        TypedResults.Ok(await limits.ListAsync(caller.UserId(), cancellationToken));

    private static async Task<Ok<IReadOnlyList<RestingView>>> ListRestingAsync(ClaimsPrincipal caller, RestingReader resting, CancellationToken cancellationToken) =>
        TypedResults.Ok(await resting.ListAsync(caller.UserId(), cancellationToken));
}
