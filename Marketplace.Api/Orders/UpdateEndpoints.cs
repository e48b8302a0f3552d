using Marketplace.Api.Hosting;
using Marketplace.Contracts.Orders;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Payments;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Api.Orders;

/// <summary>What programs do with a purchase's token: read its feed, list its versions, download. Described in docs/updates.md.</summary>
internal static class UpdateEndpoints
{
    private const string Bearer = "Bearer ";

    public static void MapUpdates(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").WithTags("Updates").AllowAnonymous().WithMetadata(new CountedReads()).ProducesProblem(404).ProducesProblem(410).ProducesProblem(429);
        group.MapMethods($"{UpdateRoutes.Feeds}/{{token}}.{{format}}", (string[])[HttpMethods.Get, HttpMethods.Head], FeedAsync)
            .WithSummary("The versions of a bought product as Atom (.atom) or JSON Feed 1.1 (.json)").Produces(200, contentType: UpdateFeed.AtomType).Produces(304);
        group.MapGet($"{UpdateRoutes.Updates}/{{token}}/versions", ListAsync).WithSummary("The versions of a bought product, the newest first");
        group.MapGet($"{UpdateRoutes.Updates}/{{token}}/download", DownloadAsync).ProducesProblem(409).WithSummary("A link to a version, for ten minutes; the newest, or the one asked for");
        group.MapGet($"{UpdateRoutes.Updates}/versions", ListByHeaderAsync).WithSummary("The same with the token as Authorization: Bearer");
        group.MapGet($"{UpdateRoutes.Updates}/download", DownloadByHeaderAsync).ProducesProblem(409).WithSummary("The same with the token as Authorization: Bearer");
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> FeedAsync(
        string token, string format, HttpContext http, FindUpdates find, UpdateReader reader, CheckoutUrls urls, CancellationToken cancellationToken)
    {
        var line = await find.ExecuteAsync(token, cancellationToken);
        if (!line.IsOk)
        {
            return line.Error.ToProblem();
        }

        if (UpdateFeed.Write(format, await reader.ReadAsync(line.Value, cancellationToken), rest => urls.Feed(token, rest)) is not { } feed)
        {
            return Error.NotFound("kind of feed").ToProblem();
        }

        // Asked for again each time, and answered 304 while nothing is new: so a refund ends it at once.
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        return TypedResults.File(feed.Content, feed.Type, lastModified: feed.UpdatedAt, entityTag: new EntityTagHeaderValue(feed.Tag));
    }

    private static async Task<Results<Ok<UpdatesView>, ProblemHttpResult>> ListAsync(string token, HttpContext http, FindUpdates find, UpdateReader reader, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        var line = await find.ExecuteAsync(token, cancellationToken);
        return line.IsOk ? TypedResults.Ok(await reader.ReadAsync(line.Value, cancellationToken)) : line.Error.ToProblem();
    }

    private static async Task<Results<Ok<DownloadView>, ProblemHttpResult>> DownloadAsync(
        string token, string? version, HttpContext http, FindUpdates find, GetDownload download, LinkGenerator links, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        var line = await find.ExecuteAsync(token, cancellationToken);
        if (!line.IsOk)
        {
            return line.Error.ToProblem();
        }

        var link = await download.ExecuteAsync(line.Value.BuyerId, line.Value.OrderId, line.Value.Id, string.IsNullOrWhiteSpace(version) ? null : version, cancellationToken);
        return link.IsOk ? TypedResults.Ok(OwnedProductEndpoints.ToView(link.Value, http, links)) : link.Error.ToProblem();
    }

    private static Task<Results<Ok<UpdatesView>, ProblemHttpResult>> ListByHeaderAsync(
        [FromHeader(Name = "Authorization")] string? authorization, HttpContext http, FindUpdates find, UpdateReader reader, CancellationToken cancellationToken) =>
        ListAsync(TokenOf(authorization), http, find, reader, cancellationToken);

    private static Task<Results<Ok<DownloadView>, ProblemHttpResult>> DownloadByHeaderAsync(
        [FromHeader(Name = "Authorization")] string? authorization,
        string? version,
        HttpContext http,
        FindUpdates find,
        GetDownload download,
        LinkGenerator links,
        CancellationToken cancellationToken) =>
        DownloadAsync(TokenOf(authorization), version, http, find, download, links, cancellationToken);

    /// <summary>Empty when there is none: found nowhere.</summary>
    private static string TokenOf(string? authorization) =>
        authorization?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true ? authorization[Bearer.Length..].Trim() : "";
}
