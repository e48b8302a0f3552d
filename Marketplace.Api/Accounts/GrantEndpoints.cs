using System.Security.Claims;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Accounts;

/// <summary>Plans that people agree on: asked for by anybody, switched on and off by admins.</summary>
internal static class GrantEndpoints
{
    public static void MapGrants(this IEndpointRouteBuilder app)
    {
        app.MapPost(PlanRoutes.Contact, ContactAsync).WithTags("Billing").ProducesProblem(400).ProducesProblem(401).ProducesProblem(409)
            .WithSummary("Write to the marketplace about Enterprise; one request at a time");
        var group = app.MapGroup(PlanRoutes.Grants).WithTags("Admin").RequireAuthorization(Policies.Admin)
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        group.MapGet("", ListGrantsAsync).WithSummary("Plans switched on by hand, the newest first, ended ones too");
        group.MapPost("", CreateAsync).WithSummary("Switch a plan on for somebody; replaces the grant they have");
        group.MapDelete("/{id:guid}", EndAsync).WithSummary("Switch it off");
        var requests = app.MapGroup(PlanAdminRoutes.Requests).WithTags("Admin").RequireAuthorization(Policies.Admin)
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        requests.MapGet("", ListRequestsAsync).WithSummary("Who has written about Enterprise, the newest first");
        requests.MapPost("/{id:guid}/close", CloseAsync).WithSummary("It is answered");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ContactAsync(PlanContactRequest request, ClaimsPrincipal caller, AskForPlan ask, CancellationToken cancellationToken)
    {
        var asked = await ask.ExecuteAsync(caller.UserId(), request.Company, request.Message, request.Seats, cancellationToken);
        return asked.IsOk ? TypedResults.NoContent() : asked.Error.ToProblem();
    }

    private static async Task<Results<Ok<PageView<PlanGrantView>>, ProblemHttpResult>> ListGrantsAsync(string? cursor, int? limit, GrantReader grants, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(cursor, limit);
        return page.IsOk ? TypedResults.Ok(await grants.ListAsync(page.Value, cancellationToken)) : page.Error.ToProblem();
    }

    private static async Task<Results<Ok<PlanGrantView>, ProblemHttpResult>> CreateAsync(
        PlanGrantRequest request, ClaimsPrincipal caller, GrantPlan grant, GrantReader grants, CancellationToken cancellationToken)
    {
        var plan = request.Plan.ToLowerInvariant() switch { "pro" => Plan.Pro, "team" => Plan.Team, "enterprise" => Plan.Enterprise, _ => Plan.Free };
        var granted = await grant.ExecuteAsync(caller.UserId(), request.UserHandleOrEmail, plan, request.Until, request.Reason, cancellationToken);
        return granted.IsOk ? TypedResults.Ok(await grants.GetAsync(granted.Value.Id, cancellationToken)) : granted.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(Guid id, ClaimsPrincipal caller, EndGrant end, CancellationToken cancellationToken) =>
        Answer(await end.ExecuteAsync(caller.UserId(), id, cancellationToken));

    private static async Task<Results<Ok<PageView<PlanContactView>>, ProblemHttpResult>> ListRequestsAsync(string? cursor, int? limit, GrantReader grants, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(cursor, limit);
        return page.IsOk ? TypedResults.Ok(await grants.ListRequestsAsync(page.Value, cancellationToken)) : page.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CloseAsync(Guid id, ClaimsPrincipal caller, ClosePlanRequest close, CancellationToken cancellationToken) =>
        Answer(await close.ExecuteAsync(caller.UserId(), id, cancellationToken));

    private static Results<NoContent, ProblemHttpResult> Answer(Result<Done> result) => result.IsOk ? TypedResults.NoContent() : result.Error.ToProblem();
}
