using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Marketplace.Migrations.Database;

/// <summary>Lets dotnet-ef build the model without a host or a database.</summary>
internal sealed class MarketplaceDbDesignTimeFactory : IDesignTimeDbContextFactory<MarketplaceDb>
{
    public MarketplaceDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<MarketplaceDb>();
        options.UseNpgsql("Host=localhost;Database=marketplace");
        MarketplaceDb.Configure(options);
        return new MarketplaceDb(options.Options);
    }
}
