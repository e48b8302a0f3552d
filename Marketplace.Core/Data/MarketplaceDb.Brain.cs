using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Entries;
using Marketplace.Core.Brain.Sources;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Data;

public sealed partial class MarketplaceDb
{
    public DbSet<KnowledgeDocument> KnowledgeDocuments => Set<KnowledgeDocument>();
    public DbSet<Entry> Entries => Set<Entry>();
    public DbSet<CommunityQuestion> CommunityQuestions => Set<CommunityQuestion>();
    public DbSet<OpenedSources> OpenedSources => Set<OpenedSources>();
}
