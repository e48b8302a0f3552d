using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Catalog;

public enum LinkKind
{
    Demo,
    Docs,
}

/// <summary>What a visit to a listing's address found.</summary>
public sealed class LinkCheck
{
    public required Guid ProductId { get; init; }
    public required LinkKind Kind { get; init; }

    /// <summary>The address that was visited; the listing may have another by now.</summary>
    public required string Url { get; set; }
    public required bool IsReachable { get; set; }

    /// <summary>Null when no answer came.</summary>
    public required int? Status { get; set; }

    /// <summary>For people; null when all is well.</summary>
    public required string? Problem { get; set; }
    public required DateTimeOffset CheckedAt { get; set; }
}

internal sealed class LinkCheckConfiguration : IEntityTypeConfiguration<LinkCheck>
{
    public void Configure(EntityTypeBuilder<LinkCheck> builder)
    {
        builder.ToTable("link_checks", "catalog");
        builder.HasKey(check => new { check.ProductId, check.Kind });
        builder.Property(check => check.Kind).HasConversion<string>().HasMaxLength(8);
        builder.Property(check => check.Url).HasMaxLength(300);
        builder.Property(check => check.Problem).HasMaxLength(200);
        builder.HasOne<Product>().WithMany().HasForeignKey(check => check.ProductId).OnDelete(DeleteBehavior.Cascade);
    }
}
