namespace Marketplace.Core.Catalog;

public enum ProductState
{
    Draft,
    Submitted,
    Rejected,
    Published,
    Suspended,
}

/// <summary>
/// A listing.
/// <code>
/// draft ──submit──▶ submitted ──approve──▶ published ◀──restore── suspended
///   ▲                  │                     └──────suspend──────────▲
///   └──edit── rejected ◀──reject
/// </code>
/// Deleting is a mark (<see cref="DeletedAt"/>): owners keep their downloads.
/// </summary>
public sealed class Product
{
    public required Guid Id { get; init; }
    public required Guid SellerId { get; init; }
    public required string Slug { get; set; }
    public required string Title { get; set; }
    public string Summary { get; set; } = "";

    /// <summary>Markdown as written.</summary>
    public string Description { get; set; } = "";

    /// <summary>Sanitised HTML of <see cref="Description"/>, made at each edit.</summary>
    public string DescriptionHtml { get; set; } = "";
    public required string CategorySlug { get; set; }
    public List<string> Tags { get; set; } = [];
    public List<string> Stack { get; set; } = [];
    public string Currency { get; set; } = Kernel.Currencies.Settlement;

    /// <summary>The Standard licence; null until set, 0 for free.</summary>
    public long? PriceCents { get; set; }
    public long? ExtendedPriceCents { get; set; }
    public string? DemoUrl { get; set; }
    public string? DocsUrl { get; set; }
    public ProductState State { get; internal set; }
    public string? RejectionReason { get; internal set; }
    public DateTimeOffset? SubmittedAt { get; internal set; }
    public DateTimeOffset? PublishedAt { get; internal set; }
    public DateTimeOffset? DeletedAt { get; internal set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Derived from paid lines and visible reviews; kept here so that lists need no joins.</summary>
    public int SalesCount { get; set; }
    public int RatingCount { get; set; }
    public int RatingSum { get; set; }
    public List<ProductImage> Images { get; } = [];

    /// <summary>PostgreSQL's row version: a stale edit is refused.</summary>
    public uint Revision { get; private set; }

    public bool IsPublic => State == ProductState.Published && DeletedAt is null;
}
