using Marketplace.Api.Hosting;
using Marketplace.Api.Payments;
using Marketplace.Contracts.Orders;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Orders;

/// <summary>One order by the token of its link. It opens this order and nothing else, also after the order was claimed by an account.</summary>
internal static class GuestOrderEndpoints
{
    public static void MapGuestOrders(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup($"{OrderRoutes.GuestOrders}/{{token}}").WithTags("Orders").AllowAnonymous().WithMetadata(new CountedReads())
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(429);
        group.MapGet("", GetAsync).WithSummary("An order of a buyer without an account, by its link's token");
        group.MapGet("/timeline", TimelineAsync).WithSummary("Where the order's money is");
        group.MapPost("/refresh", RefreshAsync).WithSummary("Ask Stripe for the outcome of its payment now");
        group.MapGet("/lines/{lineId:guid}/download", DownloadAsync).WithSummary("A link to the bought package, for ten minutes; the newest version, or the one asked for");
    }

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> GetAsync(string token, HttpContext http, MarketplaceDb db, OrderReader orders, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        var orderId = await GuestLink.FindOrderAsync(db, token, cancellationToken);
        return orderId is null ? Error.NotFound("order").ToProblem() : TypedResults.Ok(await orders.GetAsync(orderId.Value, cancellationToken));
    }

    private static async Task<Results<Ok<IReadOnlyList<TimelineEntryView>>, ProblemHttpResult>> TimelineAsync(
        string token, MarketplaceDb db, TimelineReader timelines, CancellationToken cancellationToken)
    {
        var orderId = await GuestLink.FindOrderAsync(db, token, cancellationToken);
        return orderId is null ? Error.NotFound("order").ToProblem() : TypedResults.Ok(await timelines.ReadAsBuyerAsync(orderId.Value, cancellationToken));
    }

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> RefreshAsync(
        string token, MarketplaceDb db, PaymentRefresh refresh, OrderReader orders, CancellationToken cancellationToken)
    {
        var orderId = await GuestLink.FindOrderAsync(db, token, cancellationToken);
        if (orderId is null)
        {
            return Error.NotFound("order").ToProblem();
        }

        await refresh.ExecuteAsync(orderId.Value, cancellationToken);
        return TypedResults.Ok(await orders.GetAsync(orderId.Value, cancellationToken));
    }

    private static async Task<Results<Ok<DownloadView>, ProblemHttpResult>> DownloadAsync(
        string token, Guid lineId, string? version, HttpContext http, MarketplaceDb db, GetDownload download, LinkGenerator links, CancellationToken cancellationToken)
    {
        if (await OwnedProductEndpoints.BuyerOfAsync(token, db, cancellationToken) is not { } buyer)
        {
            return Error.NotFound("order").ToProblem();
        }

        var link = await download.ExecuteAsync(buyer.Id, buyer.OrderId, lineId, version, cancellationToken);
        return link.IsOk ? TypedResults.Ok(OwnedProductEndpoints.ToView(link.Value, http, links)) : link.Error.ToProblem();
    }
}
