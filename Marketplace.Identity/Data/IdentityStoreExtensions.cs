using Marketplace.Identity.Accounts;
using Marketplace.Identity.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Microsoft.Extensions.Hosting;

public static class IdentityStoreExtensions
{
    /// <summary>The user store alone, without endpoints: what the migrations need, and what the host builds on.</summary>
    public static IdentityBuilder AddIdentityStore(this IHostApplicationBuilder builder)
    {
        builder.AddNpgsqlDbContext<IdentityDb>("marketplace", configureDbContextOptions: Configure);
        return builder.Services.AddIdentityCore<Account>(AccountPolicy.Apply)
            .AddRoles<Role>()
            .AddEntityFrameworkStores<IdentityDb>();
    }

    /// <summary>Everything but the connection: shared with the design-time factory.</summary>
    public static void Configure(DbContextOptionsBuilder options) => options
        .UseNpgsql(npgsql => npgsql
            .MigrationsAssembly("Marketplace.Migrations")
            .MigrationsHistoryTable(HistoryRepository.DefaultTableName, IdentityDb.Schema))
        .UseSnakeCaseNamingConvention();
}
