using Marketplace.Api.Hosting;
using Marketplace.Api.Plans;
using Marketplace.Contracts.Admin;
using Marketplace.Contracts.Http;
using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Admin;

internal static class AdminProductEndpoints
{
    public static void MapAdminProducts(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(AdminRoutes.Products).WithTags("Admin").RequireAuthorization(Policies.Admin)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        group.MapGet("", ListAsync).WithSummary("Listings that were approved, the last changed first");
        group.MapPost("/{productId:guid}/suspend", SuspendAsync).WithSummary("Take a listing out of the shop with a reason");
        group.MapPost("/{productId:guid}/restore", RestoreAsync).Gated(PlanFeature.PublishedProducts).WithSummary("Put a suspended listing back into the shop; 403 plan_required when the seller's plan has no room");
    }

    private static async Task<Results<Ok<PageView<AdminProductView>>, ProblemHttpResult>> ListAsync(
        string? q, bool? suspended, string? cursor, int? limit, ListingReader listings, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(null, limit);
        var start = TimePosition.Parse(cursor, TimePosition.Newest);
        return (page.Error ?? start.Error) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Ok(await listings.ListAsync(q, suspended ?? false, start.Value, page.Value!.Limit, cancellationToken));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SuspendAsync(
        Guid productId, RejectRequest request, SuspendProduct suspend, CancellationToken cancellationToken)
    {
        var suspended = await suspend.ExecuteAsync(productId, request.Reason, cancellationToken);
        return suspended.IsOk ? TypedResults.NoContent() : suspended.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RestoreAsync(Guid productId, RestoreProduct restore, CancellationToken cancellationToken)
    {
        var restored = await restore.ExecuteAsync(productId, cancellationToken);
        return restored.IsOk ? TypedResults.NoContent() : restored.Error.ToProblem();
    }
}
