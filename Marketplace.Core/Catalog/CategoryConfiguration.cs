using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Catalog;

internal sealed class CategoryConfiguration : IEntityTypeConfiguration<Category>
{
    public void Configure(EntityTypeBuilder<Category> builder)
    {
        builder.ToTable("categories", "catalog");
        builder.HasKey(category => category.Slug);
        builder.Property(category => category.Slug).HasMaxLength(60);
        builder.Property(category => category.Name).HasMaxLength(60);
        builder.Property(category => category.ParentSlug).HasMaxLength(60);
        builder.Property(category => category.Description).HasMaxLength(300);
        builder.HasOne<Category>().WithMany().HasForeignKey(category => category.ParentSlug).OnDelete(DeleteBehavior.Restrict);
    }
}
