using Marketplace.Core.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Catalog;

/// <summary>How a seller's public page looks. Shown while the seller's plan has a custom profile, and kept when it has not.</summary>
public sealed class SellerLook
{
    public required Guid SellerId { get; init; }

    /// <summary>One of <see cref="LookPolicy.Accents"/>; null for the marketplace's own.</summary>
    public string? Accent { get; set; }

    /// <summary>Products that stand first, in this order. What is not for sale at present is left out when it is shown.</summary>
    public List<Guid> PinnedIds { get; set; } = [];
}

/// <summary>What may be chosen for a seller's page.</summary>
public static class LookPolicy
{
    public const int MaxPinned = 3;

    /// <summary>Names of colours whose values, for light and dark, are the web app's: each can be read on its ground.</summary>
    public static IReadOnlyList<string> Accents { get; } = ["blue", "plum", "rust", "olive", "slate"];
}

internal sealed class SellerLookConfiguration : IEntityTypeConfiguration<SellerLook>
{
    public void Configure(EntityTypeBuilder<SellerLook> builder)
    {
        builder.ToTable("seller_looks", "catalog");
        builder.HasKey(look => look.SellerId);
        builder.Property(look => look.SellerId).ValueGeneratedNever();
        builder.Property(look => look.Accent).HasMaxLength(12);
        builder.HasOne<User>().WithOne().HasForeignKey<SellerLook>(look => look.SellerId).OnDelete(DeleteBehavior.Cascade);
    }
}
