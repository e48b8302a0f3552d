namespace Marketplace.Core.Catalog;

/// <summary>A picture of a listing, stored as WebP in several widths under <c>{Key}-{width}.webp</c>.</summary>
public sealed class ProductImage
{
    public required Guid Id { get; init; }
    public required Guid ProductId { get; init; }

    /// <summary>Prefix of the blobs' names in the public media container.</summary>
    public required string Key { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }

    /// <summary>The widths that exist, ascending.</summary>
    public required List<int> Widths { get; init; }

    /// <summary>0 is the cover.</summary>
    public required int Position { get; set; }

    /// <summary>What the picture shows, in the seller's words; null when the title says enough.</summary>
    public string? Alt { get; set; }

    public static string BlobName(string key, int width) => $"{key}-{width}.webp";
}
