using Marketplace.Core.Reviews;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Data;

public sealed partial class MarketplaceDb
{
    public DbSet<Review> Reviews => Set<Review>();
}
