using Marketplace.Contracts.Orders;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Web.Orders;

internal static class DownloadEndpoints
{
    public static void MapDownloads(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/purchases/{orderId:guid}/lines/{lineId:guid}/download", DownloadAsync).RequireAuthorization();
        routes.MapGet("/orders/guest/{token}/lines/{lineId:guid}/download", GuestDownloadAsync);
    }

    public static string Path(Guid orderId, Guid lineId) => $"/purchases/{orderId}/lines/{lineId}/download";

    private static async Task<RedirectHttpResult> GuestDownloadAsync(string token, Guid lineId, HttpContext context, GuestOrdersClient orders, CancellationToken cancellationToken)
    {
        var download = await orders.GetDownloadAsync(token, lineId, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Redirect(download.Url);
    }

    private static async Task<RedirectHttpResult> DownloadAsync(Guid orderId, Guid lineId, HttpContext context, OrdersClient orders, CancellationToken cancellationToken)
    {
        var download = await orders.GetDownloadAsync(orderId, lineId, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Redirect(download.Url);
    }
}
