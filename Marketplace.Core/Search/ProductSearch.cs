namespace Marketplace.Core.Search;

public enum SearchOrder
{
    Relevance,
    Newest,
    Popular,
    Rating,
    PriceAscending,
    PriceDescending,
}

/// <summary>The dimensions of facets; text is none of them, but shares their table.</summary>
public enum Facet
{
    Text = 0,
    Category = 1,
    Stack = 2,
    Tag = 3,
    License = 4,
    Rating = 5,
    Price = 6,
}

/// <summary>What is looked for. Several stacks or tags must all match; a category contains those below it.</summary>
public sealed record ProductSearch
{
    /// <summary>Null to browse.</summary>
    public string? Text { get; init; }
    public string? Category { get; init; }
    public IReadOnlyList<string> Stack { get; init; } = [];
    public IReadOnlyList<string> Tags { get; init; } = [];
    public string? License { get; init; }
    public long? MinPriceCents { get; init; }

    /// <summary>Inclusive.</summary>
    public long? MaxPriceCents { get; init; }
    public decimal? MinRating { get; init; }
    public Guid? SellerId { get; init; }
    public SearchOrder Order { get; init; } = SearchOrder.Popular;
    public SearchCursor? Cursor { get; init; }
    public int Limit { get; init; } = 24;
    public bool WithFacets { get; init; }
}

/// <param name="Total">Exact up to <see cref="SearchPolicy.MaxTotal"/>, never more.</param>
/// <param name="CorrectedText">What was searched instead of misspelled words; null when nothing was changed.</param>
public sealed record ProductHits(
    IReadOnlyList<ProductHit> Items,
    long Total,
    SearchCursor? Next,
    ProductFacets? Facets,
    string? CorrectedText);

/// <param name="Highlight">HTML of the best passage with the hits marked; null without a text.</param>
public sealed record ProductHit(Guid ProductId, string? Highlight);

/// <summary>
/// Counts of what choosing a value would find: for stacks and tags in addition to the filters, for the others in place of their own filter.
/// </summary>
public sealed record ProductFacets(
    IReadOnlyList<FacetCount> Category,
    IReadOnlyList<FacetCount> Stack,
    IReadOnlyList<FacetCount> Tag,
    IReadOnlyList<FacetCount> License,
    IReadOnlyList<FacetCount> Rating,
    IReadOnlyList<PriceCount> Price,
    long MinPriceCents,
    long MaxPriceCents)
{
    public static ProductFacets Empty { get; } = new([], [], [], [], [], [], 0, 0);
}

public sealed record FacetCount(string Value, string Label, int Count);

/// <param name="To">Exclusive; null for the last bucket.</param>
public sealed record PriceCount(long From, long? To, int Count);
