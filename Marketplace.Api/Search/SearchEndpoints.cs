using Marketplace.Api.Catalog;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Search;
using Marketplace.Core.Data;
using Marketplace.Core.Search;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Search;

/// <summary>Searching and browsing the published products; for everyone.</summary>
internal static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").WithTags("Search").AllowAnonymous();
        group.MapGet(CatalogRoutes.Products, SearchAsync)
            .WithSummary("Products by text, filters and sort, with facet counts on request")
            .ProducesValidationProblem();
        group.MapGet(SearchRoutes.Suggest, SuggestAsync).WithSummary("Completions of what is being typed, up to eight");
    }

    private static async Task<Results<Ok<ProductSearchView>, ValidationProblem>> SearchAsync(
        [AsParameters] ProductQueryParameters query, MarketplaceDb db, IProductIndex index, ProductViews views, CancellationToken cancellationToken)
    {
        var (search, errors) = query.Parse();
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        if (query.SellerHandle is { } handle)
        {
            // No one has the empty id: an unknown seller has no products.
            var seller = await db.Users.AsNoTracking().Where(user => user.Handle == handle).Select(user => user.Id).SingleOrDefaultAsync(cancellationToken);
            search = search with { SellerId = seller };
        }

        var hits = await index.SearchAsync(search, cancellationToken);
        var highlights = hits.Items.ToDictionary(item => item.ProductId, item => item.Highlight);
        var items = await views.GetItemsAsync([.. hits.Items.Select(item => item.ProductId)], cancellationToken);
        return TypedResults.Ok(new ProductSearchView(
            [.. items.Select(item => item with { Highlight = highlights.GetValueOrDefault(item.Id) })],
            hits.Total,
            hits.Next?.ToString(),
            hits.Facets?.ToView(),
            hits.CorrectedText));
    }

    /// <summary>Too long a text has no completion, like too short a one.</summary>
    private static async Task<Ok<IReadOnlyList<string>>> SuggestAsync(string? q, IProductIndex index, CancellationToken cancellationToken) =>
        TypedResults.Ok(q is { Length: <= ProductQueryParameters.MaxQueryLength } ? await index.SuggestAsync(q, cancellationToken) : []);
}
