namespace Marketplace.Core.Catalog;

/// <summary>A place in the catalogue; a product is in one, and by it in that one's parent.</summary>
public sealed class Category
{
    public required string Slug { get; init; }
    public required string Name { get; set; }
    public string? ParentSlug { get; set; }
    public required string Description { get; set; }
    public required int Position { get; set; }
}
