using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Entries;
using Marketplace.Core.Brain.Retrieval;
using Marketplace.Core.Brain.Retrieval.Embedding;
using Marketplace.Core.Brain.Sources;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Data;

public sealed partial class MarketplaceDb
{
    public DbSet<KnowledgeDocument> KnowledgeDocuments => Set<KnowledgeDocument>();
    public DbSet<Entry> Entries => Set<Entry>();
    public DbSet<CommunityQuestion> CommunityQuestions => Set<CommunityQuestion>();
    public DbSet<OpenedSources> OpenedSources => Set<OpenedSources>();
    public DbSet<KnowledgeChunk> KnowledgeChunks => Set<KnowledgeChunk>();
    public DbSet<KnowledgePosting> KnowledgePostings => Set<KnowledgePosting>();
    public DbSet<KnowledgeVector> KnowledgeVectors => Set<KnowledgeVector>();
    public DbSet<IndexedDocument> IndexedDocuments => Set<IndexedDocument>();
    public DbSet<Corpus> Corpora => Set<Corpus>();
    public DbSet<EmbeddingModel> EmbeddingModels => Set<EmbeddingModel>();
}
