using Marketplace.Core.Analytics;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Identity.Accounts;
using Marketplace.Identity.Data;
using Marketplace.Migrations.Demo;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Migrations.Database;

/// <summary>Brings the database to this version's schema and vocabulary, and in Development to the demo's content.</summary>
internal sealed class MigrateDatabase(MarketplaceDb db, IdentityDb identity, SeedCategories categories, RebuildAggregates aggregates, IServiceProvider services, IHostEnvironment environment)
{
    // Any number, as long as all replicas use it.
    private const long LockKey = 4_712_026;

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        await CreateIfMissingAsync(cancellationToken);

        // Its own connection, held to the end: two replicas that start at once come one after the other.
        await using var connection = new NpgsqlConnection(db.Database.GetConnectionString());
        await connection.OpenAsync(cancellationToken);
        await using (var take = new NpgsqlCommand("select pg_advisory_lock($1)", connection) { CommandTimeout = 0 })
        {
            take.Parameters.Add(new() { Value = LockKey });
            await take.ExecuteNonQueryAsync(cancellationToken);
        }

        await MigrateAsync("identity", identity, cancellationToken);
        await MigrateAsync("marketplace", db, cancellationToken);
        await categories.ExecuteAsync(cancellationToken);
        await SeedAsync(cancellationToken);

        // Sales of a version before the aggregates, and the demo's, came without events.
        await aggregates.ExecuteOnceAsync(cancellationToken);
        if (environment.IsDevelopment())
        {
            await services.GetRequiredService<DemoTraffic>().EnsureAsync(cancellationToken);
        }

        Report("database is ready");
    }

    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        if (!environment.IsDevelopment())
        {
            await IdentitySeed.EnsureAsync(services, [], cancellationToken);
            return;
        }

        var catalog = DemoCatalog.Load();
        await IdentitySeed.EnsureAsync(services, DemoPeople.Accounts(catalog), cancellationToken);
        await services.GetRequiredService<DemoSeeder>().EnsureAsync(catalog, Report, cancellationToken);
    }

    /// <summary>The lock lives in the database, which a first start may have to create.</summary>
    private async Task CreateIfMissingAsync(CancellationToken cancellationToken)
    {
        if (await db.Database.CanConnectAsync(cancellationToken))
        {
            return;
        }

        var target = new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString());
        var name = target.Database;
        target.Database = "postgres";
        await using var connection = new NpgsqlConnection(target.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        try
        {
            await using var create = new NpgsqlCommand($"create database \"{name?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another replica was faster.
        }
    }

    private static async Task MigrateAsync(string name, DbContext context, CancellationToken cancellationToken)
    {
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
        if (pending > 0)
        {
            Report($"{name}: applying {pending} migration{(pending == 1 ? "" : "s")}");
            await context.Database.MigrateAsync(cancellationToken);
        }
    }

    private static void Report(string line) => Console.WriteLine(line);
}
