using System.Text.Json.Serialization;
using Marketplace.Contracts.Catalog;

namespace Marketplace.Contracts.Search;

[JsonConverter(typeof(JsonStringEnumConverter<ProductSort>))]
public enum ProductSort
{
    [JsonStringEnumMemberName("relevance")] Relevance,
    [JsonStringEnumMemberName("newest")] Newest,
    [JsonStringEnumMemberName("popular")] Popular,
    [JsonStringEnumMemberName("rating")] Rating,
    [JsonStringEnumMemberName("priceAsc")] PriceAsc,
    [JsonStringEnumMemberName("priceDesc")] PriceDesc,
}

/// <summary>Filters of <c>GET /api/products</c>. Prices are cents of USD; several stacks or tags must all match.</summary>
public sealed record ProductQuery
{
    public string? Q { get; set; }
    public string? Category { get; set; }
    public IReadOnlyList<string> Stack { get; set; } = [];
    public IReadOnlyList<string> Tag { get; set; } = [];
    public string? License { get; set; }
    public long? MinPrice { get; set; }
    public long? MaxPrice { get; set; }
    public decimal? MinRating { get; set; }
    public string? Seller { get; set; }

    /// <summary>A name of <see cref="ProductSort"/> on the wire; by default relevance with <see cref="Q"/>, else popular.</summary>
    public string? Sort { get; set; }
    public string? Cursor { get; set; }
    public int? Limit { get; set; }
    public bool Facets { get; set; }
}

/// <summary>A page of products; facets when asked for.</summary>
/// <param name="CorrectedQuery">What was searched instead when words were misspelled; null otherwise.</param>
public sealed record ProductSearchView(IReadOnlyList<ProductItemView> Items, long Total, string? NextCursor, FacetsView? Facets, string? CorrectedQuery);

/// <summary>Counts under every other active filter: choosing a value gives exactly its count.</summary>
public sealed record FacetsView(
    IReadOnlyList<FacetValueView> Category,
    IReadOnlyList<FacetValueView> Stack,
    IReadOnlyList<FacetValueView> Tag,
    IReadOnlyList<FacetValueView> License,
    IReadOnlyList<FacetValueView> Rating,
    PriceFacetView Price);

public sealed record FacetValueView(string Value, string Label, int Count);

/// <param name="Min">Lowest price in cents under the other filters; 0 when nothing matches.</param>
public sealed record PriceFacetView(long Min, long Max, IReadOnlyList<PriceBucketView> Buckets);

/// <param name="From">Inclusive, cents.</param>
/// <param name="To">Exclusive, cents; null for the open end.</param>
public sealed record PriceBucketView(long From, long? To, int Count);
