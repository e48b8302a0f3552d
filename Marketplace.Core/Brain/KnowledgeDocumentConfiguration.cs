using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Brain;

internal sealed class KnowledgeDocumentConfiguration : IEntityTypeConfiguration<KnowledgeDocument>
{
    public void Configure(EntityTypeBuilder<KnowledgeDocument> builder)
    {
        builder.ToTable("documents", "brain");
        builder.Property(document => document.Id).ValueGeneratedNever();
        builder.Property(document => document.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(document => document.Space).HasMaxLength(40);
        builder.Property(document => document.Title).HasMaxLength(BrainPolicy.MaxTitle);
        builder.Property(document => document.Context).HasMaxLength(BrainPolicy.MaxContext);
        builder.Property(document => document.Path).HasMaxLength(400);
        builder.HasIndex(document => new { document.ProductId, document.VersionId }).HasFilter("product_id is not null");
        builder.HasIndex(document => document.Id, "ix_documents_waiting").HasDatabaseName("ix_documents_waiting").HasFilter("indexed_revision is null or indexed_revision < revision");
        builder.HasOne<Product>().WithMany().HasForeignKey(document => document.ProductId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(document => document.AuthorId).OnDelete(DeleteBehavior.Restrict);
    }
}
