using Marketplace.Core.Analytics;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Data;

public sealed partial class MarketplaceDb
{
    public DbSet<DailySales> DailySales => Set<DailySales>();
    public DbSet<DailyTraffic> DailyTraffic => Set<DailyTraffic>();
    public DbSet<DailySource> DailySources => Set<DailySource>();
    public DbSet<SellerCustomer> SellerCustomers => Set<SellerCustomer>();
    public DbSet<CountedEvent> CountedEvents => Set<CountedEvent>();
    public DbSet<TrafficBatch> TrafficBatches => Set<TrafficBatch>();
    public DbSet<AggregateCheck> AggregateChecks => Set<AggregateCheck>();
}
