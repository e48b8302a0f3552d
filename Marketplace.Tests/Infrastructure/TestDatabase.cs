using System.Globalization;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Tests.Infrastructure;

/// <summary>
/// A fresh, migrated database: a copy of a template that is migrated once. It lies on the PostgreSQL of the running product; who runs the tests
/// of Core often names another server in <c>MARKETPLACE_TEST_POSTGRES</c> and starts in a second instead of in a minute.
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Template = new(CreateTemplateAsync);
    private readonly string name;
    private readonly string server;

    private TestDatabase(string name, string server)
    {
        (this.name, this.server) = (name, server);
        ConnectionString = With(server, name);
    }

    public string ConnectionString { get; }

    public static async Task<TestDatabase> CreateAsync()
    {
        var template = await Template.Value;
        var server = await ServerAsync();
        var name = "test_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync(server, $"create database {name} template {template}");
        return new(name, server);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
        await ExecuteAsync(server, $"drop database {name} with (force)");
    }

    public static DbContextOptions<MarketplaceDb> Options(string connectionString)
    {
        var options = new DbContextOptionsBuilder<MarketplaceDb>();
        options.UseNpgsql(connectionString, npgsql => npgsql.EnableRetryOnFailure());
        MarketplaceDb.Configure(options);
        return options.Options;
    }

    private static async Task<string> CreateTemplateAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_template_{Environment.ProcessId}");
        var server = await ServerAsync();
        await ExecuteAsync(server, $"drop database if exists {name} with (force)");
        await ExecuteAsync(server, $"create database {name}");
        await using (var db = new MarketplaceDb(Options(With(server, name) + ";Pooling=false")))
        {
            await db.Database.MigrateAsync();
        }

        return name;
    }

    private static async Task<string> ServerAsync() =>
        Environment.GetEnvironmentVariable("MARKETPLACE_TEST_POSTGRES") is { Length: > 0 } server ? server : (await RunningMarketplace.GetAsync()).ConnectionString("marketplace");

    /// <summary>Commits do not wait for the disk: a test database need not outlive a power cut.</summary>
    private static string With(string server, string database) =>
        new NpgsqlConnectionStringBuilder(server) { Database = database, IncludeErrorDetail = true, MaxPoolSize = 20, Options = "-c synchronous_commit=off" }.ConnectionString;

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(With(server, "postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
