using System.Globalization;
using Marketplace.Contracts.Search;
using Marketplace.Core.Search;

namespace Marketplace.Api.Search;

internal static class SearchViews
{
    public static FacetsView ToView(this ProductFacets facets) => new(
        ToView(facets.Category),
        ToView(facets.Stack),
        ToView(facets.Tag),
        ToView(facets.License),
        [.. facets.Rating.Select(rating => new FacetValueView(rating.Value, string.Create(CultureInfo.InvariantCulture, $"{rating.Label} stars and up"), rating.Count))],
        new(facets.MinPriceCents, facets.MaxPriceCents, [.. facets.Price.Select(price => new PriceBucketView(price.From, price.To, price.Count))]));

    private static List<FacetValueView> ToView(IReadOnlyList<FacetCount> counts) =>
        [.. counts.Select(count => new FacetValueView(count.Value, count.Label, count.Count))];
}
