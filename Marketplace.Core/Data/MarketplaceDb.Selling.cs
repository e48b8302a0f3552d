using Marketplace.Core.Selling;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Data;

public sealed partial class MarketplaceDb
{
    public DbSet<DiscountCode> DiscountCodes => Set<DiscountCode>();
}
