using Marketplace.Contracts.Http;
using Marketplace.Contracts.Orders;
using Marketplace.Contracts.Packages;
using Marketplace.Web.Hosting;
using Marketplace.Web.Payments;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Web.Orders;

/// <summary>Downloads end in a redirect to the store; the link on the way is a page of this host, so that a browser can ask it again for the rest of a broken download.</summary>
internal static class DownloadEndpoints
{
    public static void MapDownloads(this IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("/purchases/{orderId:guid}/lines/{lineId:guid}").RequireAuthorization();
        own.MapGet("/download", DownloadAsync);
        own.MapGet("/signed-receipt", async (Guid orderId, Guid lineId, OrdersClient orders, CancellationToken cancellationToken) => new ApiFile(await orders.OpenReceiptAsync(orderId, lineId, cancellationToken)));
        own.MapPost("/activations/{activationId:guid}/remove", RemoveActivationAsync);

        var guest = routes.MapGroup("/orders/guest/{token}/lines/{lineId:guid}");
        guest.MapGet("/download", GuestDownloadAsync);
        guest.MapGet("/signed-receipt", async (string token, Guid lineId, GuestOrdersClient orders, CancellationToken cancellationToken) => new ApiFile(await orders.OpenReceiptAsync(token, lineId, cancellationToken)));
        guest.MapPost("/activations/{activationId:guid}/remove", RemoveGuestActivationAsync);

        routes.MapGet("/downloads/{token}", FollowAsync);
        routes.MapGet("/api-keys.json", async (VerifyClient verify, CancellationToken cancellationToken) => TypedResults.Json(await verify.GetKeysAsync(cancellationToken), ApiClient.Json));
    }

    public static string Path(Guid orderId, Guid lineId) => $"/purchases/{orderId}/lines/{lineId}/download";

    private static async Task<RedirectHttpResult> GuestDownloadAsync(string token, Guid lineId, string? version, HttpContext context, GuestOrdersClient orders, CancellationToken cancellationToken) =>
        Follow(await orders.GetDownloadAsync(token, lineId, version, cancellationToken), context);

    private static async Task<RedirectHttpResult> DownloadAsync(Guid orderId, Guid lineId, string? version, HttpContext context, OrdersClient orders, CancellationToken cancellationToken) =>
        Follow(await orders.GetDownloadAsync(orderId, lineId, version, cancellationToken), context);

    private static async Task<RedirectHttpResult> FollowAsync(string token, HttpContext context, OrdersClient orders, CancellationToken cancellationToken)
    {
        var link = await orders.OpenDownloadAsync(token, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Redirect(link.Url);
    }

    private static RedirectHttpResult Follow(DownloadView download, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.LocalRedirect($"/downloads/{new Uri(download.Url).Segments[^1]}");
    }

    private static async Task<RedirectHttpResult> RemoveActivationAsync(Guid orderId, Guid lineId, Guid activationId, OrdersClient orders, Flash flash, CancellationToken cancellationToken)
    {
        await orders.RemoveActivationAsync(orderId, activationId, cancellationToken);
        flash.Say("Deactivated", "The licence key can be used on another machine.");
        var order = await orders.GetAsync(orderId.ToString(), cancellationToken);
        return TypedResults.LocalRedirect($"/purchases/{order.Number}/{lineId}");
    }

    private static async Task<RedirectHttpResult> RemoveGuestActivationAsync(string token, Guid lineId, Guid activationId, GuestOrdersClient orders, Flash flash, CancellationToken cancellationToken)
    {
        await orders.RemoveActivationAsync(token, activationId, cancellationToken);
        flash.Say("Deactivated", "The licence key can be used on another machine.");
        return TypedResults.LocalRedirect($"{GuestOrders.Path(token)}/{lineId}");
    }
}
