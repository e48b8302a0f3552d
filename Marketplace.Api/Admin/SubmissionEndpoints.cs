using Marketplace.Api.Hosting;
using Marketplace.Api.Plans;
using Marketplace.Contracts.Admin;
using Marketplace.Contracts.Http;
using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Admin;

internal static class SubmissionEndpoints
{
    public static void MapSubmissions(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(AdminRoutes.Submissions).WithTags("Admin").RequireAuthorization(Policies.Admin)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        group.MapGet("", ListAsync).WithSummary("Listings that wait for approval, those of plans with priority first, then the longest waiting");
        group.MapPost("/{productId:guid}/approve", ApproveAsync).Gated(PlanFeature.PublishedProducts)
            .WithSummary("Put a listing into the shop; 403 plan_required when the seller's plan has no room");
        group.MapPost("/{productId:guid}/reject", RejectAsync).WithSummary("Send a listing back with a reason");
    }

    private static async Task<Results<Ok<PageView<SubmissionView>>, ProblemHttpResult>> ListAsync(
        string? cursor, int? limit, SubmissionReader submissions, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(null, limit);
        var start = SubmissionPosition.Parse(cursor);
        return (page.Error ?? start.Error) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Ok(await submissions.ListAsync(start.Value!, page.Value!.Limit, cancellationToken));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ApproveAsync(Guid productId, ApproveProduct approve, CancellationToken cancellationToken)
    {
        var approved = await approve.ExecuteAsync(productId, cancellationToken);
        return approved.IsOk ? TypedResults.NoContent() : approved.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RejectAsync(
        Guid productId, RejectRequest request, RejectProduct reject, CancellationToken cancellationToken)
    {
        var rejected = await reject.ExecuteAsync(productId, request.Reason, cancellationToken);
        return rejected.IsOk ? TypedResults.NoContent() : rejected.Error.ToProblem();
    }
}
