using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Marketplace.Core.Search;

/// <summary>The context's connection for plain SQL, inside its transaction when there is one.</summary>
internal sealed class SearchConnection(MarketplaceDb db) : IAsyncDisposable
{
    public static async Task<SearchConnection> OpenAsync(MarketplaceDb db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        return new(db);
    }

    private NpgsqlConnection Npgsql => (NpgsqlConnection)db.Database.GetDbConnection();

    public Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = Fill(new NpgsqlCommand(sql, Npgsql), parameters);
        return Run();

        async Task<int> Run()
        {
            await using (command)
            {
                return await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }

    public Task<List<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = Fill(new NpgsqlCommand(sql, Npgsql), parameters);
        return Run();

        async Task<List<T>> Run()
        {
            await using (command)
            {
                List<T> rows = [];
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                while (await reader.ReadAsync(cancellationToken))
                {
                    rows.Add(read(reader));
                }

                return rows;
            }
        }
    }

    public async ValueTask DisposeAsync() => await db.Database.CloseConnectionAsync();

    private static NpgsqlCommand Fill(NpgsqlCommand command, ReadOnlySpan<(string Name, object Value)> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
