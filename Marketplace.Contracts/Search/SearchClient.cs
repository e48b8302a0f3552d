using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Search;

public static class SearchRoutes
{
    public const string Suggest = "/api/suggest";
}

public sealed class SearchClient(HttpClient http) : ApiClient(http)
{
    public Task<ProductSearchView> SearchAsync(ProductQuery query, CancellationToken cancellationToken)
    {
        List<(string, object?)> parameters =
        [
            ("q", query.Q), ("category", query.Category), ("license", query.License), ("minPrice", query.MinPrice), ("maxPrice", query.MaxPrice),
            ("minRating", query.MinRating), ("seller", query.Seller), ("sort", query.Sort), ("cursor", query.Cursor), ("limit", query.Limit),
            .. query.Stack.Select(stack => ("stack", (object?)stack)), .. query.Tag.Select(tag => ("tag", (object?)tag)),
        ];
        if (query.Facets)
        {
            parameters.Add(("facets", true));
        }

        return GetAsync<ProductSearchView>(WithQuery(CatalogRoutes.Products, parameters), cancellationToken);
    }

    public Task<IReadOnlyList<string>> SuggestAsync(string q, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<string>>(WithQuery(SearchRoutes.Suggest, ("q", q)), cancellationToken);
}
