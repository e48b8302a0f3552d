using Marketplace.Core.Data;
using Marketplace.Core.Search;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Benchmarks;

/// <summary>A database of its own on the server of BENCHMARK_DATABASE, dropped at the end. BENCHMARK_KEEP=1 leaves it, and its name as BENCHMARK_KEEP measures it again.</summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name;

    private ScratchDatabase(string server, string name) => (_server, _name) = (server, name);

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server) { Database = _name, CommandTimeout = 600 }.ConnectionString;

    /// <summary>With nothing in it but the search tables: the index needs no catalogue.</summary>
    public static async Task<ScratchDatabase> CreateForSearchAsync()
    {
        var database = await CreateAsync();
        await database.ExecuteAsync(SearchSql.Up);
        return database;
    }

    /// <summary>The one that an earlier run has left, named in BENCHMARK_KEEP.</summary>
    public bool IsKept { get; private init; }

    public static async Task<ScratchDatabase> CreateMigratedAsync()
    {
        var database = Keep is { Length: > 1 } name ? new ScratchDatabase(Server, name) { IsKept = true } : await CreateAsync();
        await using var db = database.Open();
        await db.Database.MigrateAsync();
        return database;
    }

    public MarketplaceDb Open()
    {
        var options = new DbContextOptionsBuilder<MarketplaceDb>().UseNpgsql(ConnectionString);
        MarketplaceDb.Configure(options);
        return new(options.Options);
    }

    /// <summary>What autovacuum does in its own time: statistics for the planner, and the map that index-only scans need.</summary>
    public Task VacuumAsync() => ExecuteAsync("vacuum analyze");

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public Task ExecuteAsync(string sql) => ExecuteAsync(ConnectionString, sql);

    public async ValueTask DisposeAsync()
    {
        if (Keep is { Length: > 0 })
        {
            Console.WriteLine($"kept: {_name}");
            return;
        }

        await ExecuteAsync(_server, $"drop database {_name} with (force)");
    }

    private static string Server => Environment.GetEnvironmentVariable("BENCHMARK_DATABASE")
        ?? throw new InvalidOperationException("Set BENCHMARK_DATABASE to the connection string of a PostgreSQL server.");

    private static string? Keep => Environment.GetEnvironmentVariable("BENCHMARK_KEEP");

    private static async Task<ScratchDatabase> CreateAsync()
    {
        var database = new ScratchDatabase(Server, $"benchmark_{Guid.CreateVersion7():N}");
        await ExecuteAsync(Server, $"create database {database._name}");
        return database;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }
}
