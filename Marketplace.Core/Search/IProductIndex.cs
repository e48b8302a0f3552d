namespace Marketplace.Core.Search;

/// <summary>The search index over published products. Everything in it is derived: it can be lost and rebuilt.</summary>
public interface IProductIndex
{
    /// <summary>Adds the products or replaces what was known of them.</summary>
    Task PutAsync(IReadOnlyList<ProductDocument> documents, CancellationToken cancellationToken);

    /// <summary>Forgets the products; unknown ids are ignored.</summary>
    Task RemoveAsync(IReadOnlyList<Guid> productIds, CancellationToken cancellationToken);

    Task<ProductHits> SearchAsync(ProductSearch search, CancellationToken cancellationToken);

    /// <summary>Up to <see cref="SearchPolicy.MaxSuggestions"/> completions of what is being typed.</summary>
    Task<IReadOnlyList<string>> SuggestAsync(string text, CancellationToken cancellationToken);

    /// <summary>Which of the products are in the index.</summary>
    Task<IReadOnlySet<Guid>> FindIndexedAsync(IReadOnlyList<Guid> productIds, CancellationToken cancellationToken);

    /// <summary>Ids in the index in their own order, from after the given one.</summary>
    Task<IReadOnlyList<Guid>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken);
}

/// <summary>A published product as the index knows it.</summary>
public sealed record ProductDocument
{
    public required Guid ProductId { get; init; }
    public required Guid SellerId { get; init; }
    public required string Title { get; init; }
    public string Summary { get; init; } = "";

    /// <summary>The description without markup.</summary>
    public string Body { get; init; } = "";

    /// <summary>The product's category and those above it.</summary>
    public IReadOnlyList<FacetValue> Categories { get; init; } = [];
    public IReadOnlyList<FacetValue> Stack { get; init; } = [];
    public IReadOnlyList<FacetValue> Tags { get; init; } = [];
    public IReadOnlyList<FacetValue> Licenses { get; init; } = [];
    public long PriceCents { get; init; }
    public int RatingCount { get; init; }
    public int RatingSum { get; init; }
    public int Sales { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
}

/// <param name="Value">As in addresses and filters.</param>
/// <param name="Label">As people read it.</param>
public sealed record FacetValue(string Value, string Label);
