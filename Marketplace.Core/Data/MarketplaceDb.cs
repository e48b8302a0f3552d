using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Data;

/// <summary>The one database. Each feature has its schema, its configurations, and its sets in a part of this class.</summary>
public sealed partial class MarketplaceDb(DbContextOptions<MarketplaceDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(MarketplaceDb).Assembly);

    /// <summary>What every host and the migrations agree on, besides the connection.</summary>
    public static void Configure(DbContextOptionsBuilder options) => options
        .UseNpgsql(npgsql => npgsql.MigrationsAssembly("Marketplace.Migrations"))
        .UseSnakeCaseNamingConvention();
}
