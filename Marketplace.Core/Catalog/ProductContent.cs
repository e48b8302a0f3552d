namespace Marketplace.Core.Catalog;

/// <summary>What a seller writes of a listing.</summary>
public sealed record ProductContent
{
    public required string Title { get; init; }
    public string Summary { get; init; } = "";

    /// <summary>Markdown.</summary>
    public string Description { get; init; } = "";
    public required string Category { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public IReadOnlyList<string> Stack { get; init; } = [];
    public long? PriceCents { get; init; }
    public long? ExtendedPriceCents { get; init; }
    public string? DemoUrl { get; init; }
    public string? DocsUrl { get; init; }

    /// <summary>The address; null keeps it, or lets a draft's follow its title.</summary>
    public string? Slug { get; init; }
}
