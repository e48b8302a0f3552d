using Marketplace.Contracts.Http;
using Marketplace.Contracts.Orders;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Web.Orders;

/// <summary>
/// A purchase's update feed at the shop's own address, for feed readers and build servers: they know no sign-in, and get problems as plain text
/// with their status.
/// </summary>
internal static class FeedEndpoints
{
    public static void MapFeeds(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(UpdateRoutes.Feeds).AddEndpointFilter(AnswerPlainlyAsync);
        group.MapMethods("/{token}.{format}", (string[])[HttpMethods.Get, HttpMethods.Head], FeedAsync);
        group.MapGet("/{token}/download", DownloadAsync);
    }

    private static async Task<IResult> FeedAsync(string token, string format, HttpContext context, UpdatesClient updates, CancellationToken cancellationToken)
    {
        using var feed = await updates.OpenFeedAsync(token, format, cancellationToken);
        var content = await feed.Content.ReadAsByteArrayAsync(cancellationToken);
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        return TypedResults.File(
            content, feed.Content.Headers.ContentType?.ToString(), lastModified: feed.Content.Headers.LastModified,
            entityTag: feed.Headers.ETag is { } tag ? new EntityTagHeaderValue(tag.Tag) : null);
    }

    private static async Task<IResult> DownloadAsync(string token, string? version, HttpContext context, UpdatesClient updates, OrdersClient orders, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        var download = await updates.GetDownloadAsync(token, version, cancellationToken);
        var store = await orders.OpenDownloadAsync(new Uri(download.Url).Segments[^1], cancellationToken);
        return TypedResults.Redirect(store.Url);
    }

    private static async ValueTask<object?> AnswerPlainlyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ApiProblemException problem)
        {
            return TypedResults.Text($"{problem.Detail ?? problem.Title}\n", statusCode: problem.Status);
        }
    }
}
