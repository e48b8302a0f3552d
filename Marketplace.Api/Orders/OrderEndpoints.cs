using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Api.Refunds;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Orders;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Orders;

internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(OrderRoutes.Orders).WithTags("Orders").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        group.MapGet("", ListAsync).WithSummary("The own orders, newest first");
        group.MapGet("/{idOrNumber}", GetAsync).WithSummary("One order, by id or number");
        group.MapGet("/{orderId:guid}/lines/{lineId:guid}/download", DownloadAsync).WithSummary("A link to the bought package, for ten minutes; the newest version, or the one asked for").ProducesProblem(429);
        group.MapGet("/{orderId:guid}/timeline", TimelineAsync).WithSummary("Where the order's money is");
    }

    private static async Task<Results<Ok<PageView<OrderView>>, ProblemHttpResult>> ListAsync(
        string? cursor, int? limit, ClaimsPrincipal caller, OrderReader orders, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(cursor, limit);
        return page.IsOk ? TypedResults.Ok(await orders.ListAsync(caller.UserId(), page.Value.Before, page.Value.Limit, cancellationToken)) : page.Error.ToProblem();
    }

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> GetAsync(string idOrNumber, ClaimsPrincipal caller, OrderReader orders, CancellationToken cancellationToken)
    {
        var order = Guid.TryParse(idOrNumber, out var id)
            ? await orders.FindAsync(caller.UserId(), id, cancellationToken)
            : await orders.FindAsync(caller.UserId(), idOrNumber, cancellationToken);
        return order is null ? Error.NotFound("order").ToProblem() : TypedResults.Ok(order);
    }

    private static async Task<Results<Ok<DownloadView>, ProblemHttpResult>> DownloadAsync(
        Guid orderId, Guid lineId, string? version, HttpContext http, GetDownload download, LinkGenerator links, CancellationToken cancellationToken)
    {
        var link = await download.ExecuteAsync(http.User.UserId(), orderId, lineId, version, cancellationToken);
        return link.IsOk ? TypedResults.Ok(OwnedProductEndpoints.ToView(link.Value, http, links)) : link.Error.ToProblem();
    }

    private static async Task<Results<Ok<IReadOnlyList<TimelineEntryView>>, ProblemHttpResult>> TimelineAsync(
        Guid orderId, ClaimsPrincipal caller, TimelineReader timelines, CancellationToken cancellationToken)
    {
        var timeline = await timelines.ReadAsync(caller.UserId(), RefundActors.IsAdmin(caller), orderId, cancellationToken);
        return timeline is null ? Error.NotFound("order").ToProblem() : TypedResults.Ok(timeline);
    }
}
