using System.Text.Json;
using Marketplace.Core.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Catalog;

internal sealed class ProductConfiguration : IEntityTypeConfiguration<Product>
{
    public const string SlugIndex = "ix_products_slug";

    private const string Public = "state = 'Published' and deleted_at is null";

    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.ToTable("products", "catalog");
        builder.Property(product => product.Id).ValueGeneratedNever();
        builder.Property(product => product.Slug).HasMaxLength(CatalogPolicy.SlugLength);
        builder.Property(product => product.Title).HasMaxLength(80);
        builder.Property(product => product.Summary).HasMaxLength(180);
        builder.Property(product => product.Currency).HasMaxLength(3);
        builder.Property(product => product.DemoUrl).HasMaxLength(300);
        builder.Property(product => product.DocsUrl).HasMaxLength(300);
        builder.Property(product => product.RejectionReason).HasMaxLength(1_000);
        builder.Property(product => product.SuspensionReason).HasMaxLength(1_000);
        builder.Property(product => product.Change).HasColumnType("jsonb").HasConversion(
            change => JsonSerializer.Serialize(change, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<ListingChange>(json, JsonSerializerOptions.Default));
        builder.Property(product => product.LatestVersion).HasMaxLength(40);
        builder.Property(product => product.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(product => product.Revision).HasConversion<int>();

        // Sales and reviews write the row too, so the row version guards our writes while Revision counts the seller's edits.
        builder.Property<uint>("xmin").IsRowVersion();
        builder.Ignore(product => product.IsPublic);
        builder.Ignore(product => product.CanBeSubmitted);
        builder.Ignore(product => product.ChangesAreReviewed);
        builder.Ignore(product => product.WaitingChange);

        builder.HasIndex(product => product.Slug, SlugIndex).IsUnique();
        builder.HasIndex(product => new { product.SellerId, product.UpdatedAt });
        builder.HasIndex(product => product.CategorySlug).HasFilter(Public);
        builder.HasIndex(product => product.Tags).HasMethod("gin").HasFilter(Public);
        builder.HasIndex(product => product.Stack).HasMethod("gin").HasFilter(Public);
        builder.HasIndex(product => new { product.SubmittedAt, product.Id }).HasFilter("state = 'Submitted' and deleted_at is null");
        builder.HasIndex(product => new { product.UpdatedAt, product.Id }).HasFilter("published_at is not null and deleted_at is null");
        builder.HasIndex(product => new { product.ChangeAskedAt, product.Id }).HasFilter("change_asked_at is not null and deleted_at is null");
        builder.HasOne<User>().WithMany().HasForeignKey(product => product.SellerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Category>().WithMany().HasForeignKey(product => product.CategorySlug).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(product => product.Images).WithOne().HasForeignKey(image => image.ProductId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ProductImageConfiguration : IEntityTypeConfiguration<ProductImage>
{
    public void Configure(EntityTypeBuilder<ProductImage> builder)
    {
        builder.ToTable("product_images", "catalog");
        builder.Property(image => image.Id).ValueGeneratedNever();
        builder.Property(image => image.Key).HasMaxLength(200);
        builder.Property(image => image.Alt).HasMaxLength(CatalogPolicy.MaxAlt);
        builder.HasIndex(image => new { image.ProductId, image.Position });
    }
}
