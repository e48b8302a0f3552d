using Marketplace.Api.Hosting;
using Marketplace.Api.Payments;
using Marketplace.Contracts.Orders;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

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
        group.MapGet("/lines/{lineId:guid}/download", DownloadAsync).WithSummary("A signed link to the bought package, for ten minutes");
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
        string token, Guid lineId, MarketplaceDb db, GetDownload download, CancellationToken cancellationToken)
    {
        var orderId = await GuestLink.FindOrderAsync(db, token, cancellationToken);
        if (orderId is null)
        {
            return Error.NotFound("order").ToProblem();
        }

        var buyerId = await db.Orders.Where(order => order.Id == orderId).Select(order => order.BuyerId).SingleAsync(cancellationToken);
        var link = await download.ExecuteAsync(buyerId, orderId.Value, lineId, cancellationToken);
        return link.IsOk ? TypedResults.Ok(OrderEndpoints.ToView(link.Value)) : link.Error.ToProblem();
    }
}
