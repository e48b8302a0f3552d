using Marketplace.Core.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Catalog;

/// <summary>The wide picture on top of a seller's public page, stored as a listing's pictures are.</summary>
public sealed class SellerBanner
{
    public required Guid SellerId { get; init; }

    /// <summary>Prefix of the blobs' names in the public media container; a new picture has a new one, so that no cache shows the old.</summary>
    public required string Key { get; set; }
    public required int Width { get; set; }
    public required int Height { get; set; }

    /// <summary>The widths that exist, ascending.</summary>
    public required List<int> Widths { get; set; }
}

internal sealed class SellerBannerConfiguration : IEntityTypeConfiguration<SellerBanner>
{
    public void Configure(EntityTypeBuilder<SellerBanner> builder)
    {
        builder.ToTable("seller_banners", "catalog");
        builder.HasKey(banner => banner.SellerId);
        builder.Property(banner => banner.SellerId).ValueGeneratedNever();
        builder.Property(banner => banner.Key).HasMaxLength(200);
        builder.HasOne<User>().WithOne().HasForeignKey<SellerBanner>(banner => banner.SellerId).OnDelete(DeleteBehavior.Cascade);
    }
}
