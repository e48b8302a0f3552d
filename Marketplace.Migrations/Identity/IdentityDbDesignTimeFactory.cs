using Marketplace.Identity.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Marketplace.Migrations.Identity;

/// <summary>Lets dotnet-ef build the model without a host or a database.</summary>
internal sealed class IdentityDbDesignTimeFactory : IDesignTimeDbContextFactory<IdentityDb>
{
    public IdentityDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<IdentityDb>();
        options.UseNpgsql("Host=localhost;Database=marketplace");
        IdentityStoreExtensions.Configure(options);
        return new IdentityDb(options.Options);
    }
}
