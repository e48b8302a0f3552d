using System.Globalization;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Admin;

/// <summary>Plans switched on and off by hand, and who asked for one.</summary>
internal static class GrantFormEndpoints
{
    public static void MapGrantForms(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin/plans").RequireAuthorization();
        admin.MapPost("/grants", GrantAsync);
        admin.MapPost("/grants/{id:guid}/end", EndAsync);
        admin.MapPost("/requests/{id:guid}/close", CloseAsync);
    }

    private static async Task<RedirectHttpResult> GrantAsync(
        [FromForm] string? person, [FromForm] string? plan, [FromForm] string? until, [FromForm] string? reason, PlanAdminClient plans, Flash flash, CancellationToken cancellationToken)
    {
        // The day that is named is the last one, in UTC.
        DateTimeOffset? end = DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) : null;
        var grant = await plans.GrantAsync(new() { UserHandleOrEmail = person ?? "", Plan = plan ?? "", Until = end, Reason = reason ?? "" }, cancellationToken);
        flash.Say("Switched on", $"{grant.Name} has the {grant.Plan} plan.");
        return TypedResults.LocalRedirect("/admin/plans");
    }

    private static async Task<RedirectHttpResult> EndAsync(Guid id, PlanAdminClient plans, Flash flash, CancellationToken cancellationToken)
    {
        await plans.EndGrantAsync(id, cancellationToken);
        flash.Say("Switched off", "They have what they pay for themselves.");
        return TypedResults.LocalRedirect("/admin/plans");
    }

    private static async Task<RedirectHttpResult> CloseAsync(Guid id, PlanAdminClient plans, Flash flash, CancellationToken cancellationToken)
    {
        await plans.CloseRequestAsync(id, cancellationToken);
        flash.Say("Closed", "They may write again.");
        return TypedResults.LocalRedirect("/admin/plans");
    }
}
