using Marketplace.Core.Brain;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Data;

public sealed partial class MarketplaceDb
{
    public DbSet<KnowledgeDocument> KnowledgeDocuments => Set<KnowledgeDocument>();
}
