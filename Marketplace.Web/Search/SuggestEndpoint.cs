using Marketplace.Contracts.Search;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Web.Search;

internal static class SuggestEndpoint
{
    public static void MapSuggestions(this IEndpointRouteBuilder routes) => routes.MapGet("/suggest", SuggestAsync);

    private static async Task<Ok<IReadOnlyList<string>>> SuggestAsync(string? q, HttpContext context, SearchClient search, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "private, max-age=60";
        var text = q?.Trim() ?? "";
        return TypedResults.Ok(text.Length is < 2 or > 100 ? [] : await search.SuggestAsync(text, cancellationToken));
    }
}
