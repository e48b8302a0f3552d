using Marketplace.Core.Brain.Retrieval;
using Marketplace.Core.Brain.Retrieval.Embedding;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Data;

public sealed partial class MarketplaceDb
{
    public DbSet<KnowledgeChunk> KnowledgeChunks => Set<KnowledgeChunk>();
    public DbSet<KnowledgePosting> KnowledgePostings => Set<KnowledgePosting>();
    public DbSet<KnowledgeVector> KnowledgeVectors => Set<KnowledgeVector>();
    public DbSet<IndexedDocument> IndexedDocuments => Set<IndexedDocument>();
    public DbSet<Corpus> Corpora => Set<Corpus>();
    public DbSet<EmbeddingModel> EmbeddingModels => Set<EmbeddingModel>();
}
