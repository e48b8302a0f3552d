using Marketplace.Core.Brain.Patterns;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Data;

public sealed partial class MarketplaceDb
{
    public DbSet<Pattern> Patterns => Set<Pattern>();
    public DbSet<PatternMember> PatternMembers => Set<PatternMember>();
    public DbSet<Trend> Trends => Set<Trend>();
}
