using Marketplace.Api.Hosting;
using Marketplace.Contracts.Admin;
using Marketplace.Contracts.Http;
using Marketplace.Core.Catalog;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Admin;

internal static class ListingChangeEndpoints
{
    public static void MapListingChanges(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(AdminRoutes.Changes).WithTags("Admin").RequireAuthorization(Policies.Admin)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        group.MapGet("", ListAsync).WithSummary("Changes of approved listings that wait, the longest waiting first");
        group.MapPost("/{productId:guid}/{changeId:guid}/approve", ApproveAsync).WithSummary("Let a change take effect");
        group.MapPost("/{productId:guid}/{changeId:guid}/reject", RejectAsync).WithSummary("Refuse a change with a reason; the listing stays as it is");
    }

    private static async Task<Results<Ok<PageView<WaitingChangeView>>, ProblemHttpResult>> ListAsync(
        string? cursor, int? limit, ListingReader listings, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(null, limit);
        var start = TimePosition.Parse(cursor, TimePosition.Oldest);
        return (page.Error ?? start.Error) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Ok(await listings.ListChangesAsync(start.Value, page.Value!.Limit, cancellationToken));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ApproveAsync(Guid productId, Guid changeId, ApproveChange approve, CancellationToken cancellationToken)
    {
        var approved = await approve.ExecuteAsync(productId, changeId, cancellationToken);
        return approved.IsOk ? TypedResults.NoContent() : approved.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RejectAsync(
        Guid productId, Guid changeId, RejectRequest request, RejectChange reject, CancellationToken cancellationToken)
    {
        var rejected = await reject.ExecuteAsync(productId, changeId, request.Reason, cancellationToken);
        return rejected.IsOk ? TypedResults.NoContent() : rejected.Error.ToProblem();
    }
}
