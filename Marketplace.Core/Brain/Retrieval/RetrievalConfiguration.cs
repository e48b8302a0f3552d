using Marketplace.Core.Brain.Retrieval.Embedding;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Brain.Retrieval;

internal sealed class KnowledgeChunkConfiguration : IEntityTypeConfiguration<KnowledgeChunk>
{
    public void Configure(EntityTypeBuilder<KnowledgeChunk> builder)
    {
        builder.ToTable("chunks", "brain");
        builder.Property(chunk => chunk.Id).ValueGeneratedNever();
        builder.Property(chunk => chunk.Number).UseIdentityAlwaysColumn();
        builder.Property(chunk => chunk.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(chunk => chunk.Space).HasMaxLength(40);
        builder.HasAlternateKey(chunk => chunk.Number);
        builder.HasIndex(chunk => chunk.DocumentId);
        builder.HasIndex(chunk => new { chunk.ProductId, chunk.VersionId }).HasFilter("product_id is not null");
        builder.HasOne<KnowledgeDocument>().WithMany().HasForeignKey(chunk => chunk.DocumentId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class KnowledgePostingConfiguration : IEntityTypeConfiguration<KnowledgePosting>
{
    public void Configure(EntityTypeBuilder<KnowledgePosting> builder)
    {
        builder.ToTable("postings", "brain");
        builder.HasKey(posting => new { posting.ChunkNumber, posting.Term }).HasName("pk_brain_postings");
        builder.Property(posting => posting.Term).UseCollation("C");
        builder.Property(posting => posting.Space).HasMaxLength(40).UseCollation("C");
        builder.HasIndex(posting => new { posting.Term, posting.Space }).IncludeProperties(posting => new { posting.ChunkNumber, posting.Frequency, posting.Length });
        builder.HasOne<KnowledgeChunk>().WithMany().HasForeignKey(posting => posting.ChunkNumber).HasPrincipalKey(chunk => chunk.Number).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class KnowledgeVectorConfiguration : IEntityTypeConfiguration<KnowledgeVector>
{
    public void Configure(EntityTypeBuilder<KnowledgeVector> builder)
    {
        builder.ToTable("vectors", "brain");
        builder.HasKey(vector => new { vector.ModelId, vector.ChunkId });
        builder.Property(vector => vector.ModelId).HasMaxLength(EmbeddingModel.MaxId);
        builder.Property(vector => vector.Space).HasMaxLength(40);
        builder.HasIndex(vector => vector.ChunkId);
        builder.HasIndex(vector => new { vector.ModelId, vector.Space, vector.Version });
        builder.HasOne<KnowledgeChunk>().WithMany().HasForeignKey(vector => vector.ChunkId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<EmbeddingModel>().WithMany().HasForeignKey(vector => vector.ModelId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class IndexedDocumentConfiguration : IEntityTypeConfiguration<IndexedDocument>
{
    public void Configure(EntityTypeBuilder<IndexedDocument> builder)
    {
        builder.ToTable("indexed_documents", "brain");
        builder.HasKey(indexed => indexed.DocumentId);
        builder.Property(indexed => indexed.DocumentId).ValueGeneratedNever();
        builder.Property(indexed => indexed.Space).HasMaxLength(40);
    }
}

internal sealed class CorpusConfiguration : IEntityTypeConfiguration<Corpus>
{
    public void Configure(EntityTypeBuilder<Corpus> builder)
    {
        builder.ToTable("corpus", "brain", table => table.HasCheckConstraint("only_row", "id = 1"));
        builder.Property(corpus => corpus.Id).ValueGeneratedNever();
        builder.HasData(new Corpus { Id = 1 });
    }
}

internal sealed class KnowledgeWordConfiguration : IEntityTypeConfiguration<KnowledgeWord>
{
    public void Configure(EntityTypeBuilder<KnowledgeWord> builder)
    {
        builder.ToTable("words", "brain");
        builder.HasKey(word => word.Term);
        builder.Property(word => word.Term).UseCollation("C");
        builder.HasIndex(word => word.Term).HasDatabaseName("ix_words_letters").HasMethod("gin").HasOperators("gin_trgm_ops");
    }
}
