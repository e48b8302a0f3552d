using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Catalog;

/// <summary>An address that a published product had before. It leads to the product for good and is never given to another.</summary>
public sealed class FormerSlug
{
    public required string Slug { get; init; }
    public required Guid ProductId { get; init; }
    public required DateTimeOffset LeftAt { get; init; }
}

internal sealed class FormerSlugConfiguration : IEntityTypeConfiguration<FormerSlug>
{
    public void Configure(EntityTypeBuilder<FormerSlug> builder)
    {
        builder.ToTable("former_slugs", "catalog");
        builder.HasKey(former => former.Slug);
        builder.Property(former => former.Slug).HasMaxLength(CatalogPolicy.SlugLength);
        builder.HasOne<Product>().WithMany().HasForeignKey(former => former.ProductId).OnDelete(DeleteBehavior.Restrict);
    }
}
