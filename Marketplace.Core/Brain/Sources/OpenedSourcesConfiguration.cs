using Marketplace.Core.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Brain.Sources;

internal sealed class OpenedSourcesConfiguration : IEntityTypeConfiguration<OpenedSources>
{
    public void Configure(EntityTypeBuilder<OpenedSources> builder)
    {
        builder.ToTable("opened_sources", "brain");
        builder.HasKey(opened => opened.ProductId);
        builder.Property(opened => opened.ProductId).ValueGeneratedNever();
        builder.HasOne<Product>().WithOne().HasForeignKey<OpenedSources>(opened => opened.ProductId).OnDelete(DeleteBehavior.Cascade);
    }
}
