using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;

namespace Marketplace.StripeSandbox.Storage;

/// <summary>The durable copy of the documents: one table, one JSON row each.</summary>
internal sealed class PostgresLog(NpgsqlDataSource dataSource, ILogger<PostgresLog> logger)
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan WritePatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private const string Schema = """
        CREATE SCHEMA IF NOT EXISTS stripe_sandbox;
        CREATE TABLE IF NOT EXISTS stripe_sandbox.documents (
            id text PRIMARY KEY,
            kind text NOT NULL,
            sequence bigint NOT NULL,
            body jsonb NOT NULL);
        CREATE INDEX IF NOT EXISTS documents_sequence ON stripe_sandbox.documents (sequence);
        """;

    private const string Upsert = """
        INSERT INTO stripe_sandbox.documents (id, kind, sequence, body)
        SELECT d.id, d.kind, d.sequence, d.body::jsonb
        FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) AS d (id, kind, sequence, body)
        ON CONFLICT (id) DO UPDATE SET body = excluded.body
        """;

    public Task CreateAsync(CancellationToken cancellationToken) =>
        RetryAsync(
            StartPatience,
            async () =>
            {
                await using var command = dataSource.CreateCommand(Schema);
                await command.ExecuteNonQueryAsync(cancellationToken);
            },
            cancellationToken);

    public async IAsyncEnumerable<(string Kind, string Json)> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT kind, body::text FROM stripe_sandbox.documents ORDER BY sequence");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return (reader.GetString(0), reader.GetString(1));
        }
    }

    /// <summary>Writes a session's changes in one transaction. Upserts and deletes may be repeated after a lost connection.</summary>
    public Task WriteAsync(IReadOnlyDictionary<string, Document?> changes, CancellationToken cancellationToken)
    {
        var puts = changes.Values.OfType<Document>().ToList();
        var upsert = (
            Ids: puts.ConvertAll(d => d.Id),
            Kinds: puts.ConvertAll(d => DocumentKinds.NameOf(d.GetType())),
            Sequences: puts.ConvertAll(d => d.Sequence),
            Bodies: puts.ConvertAll(d => JsonSerializer.Serialize(d, d.GetType(), DocumentJson.Stored)));
        var removed = changes.Where(c => c.Value is null).Select(c => c.Key).ToList();
        return RetryAsync(
            WritePatience,
            async () =>
            {
                await using var batch = dataSource.CreateBatch();
                batch.BatchCommands.Add(new NpgsqlBatchCommand(Upsert)
                {
                    Parameters =
                    {
                        new NpgsqlParameter { Value = upsert.Ids },
                        new NpgsqlParameter { Value = upsert.Kinds },
                        new NpgsqlParameter { Value = upsert.Sequences },
                        new NpgsqlParameter { Value = upsert.Bodies },
                    },
                });
                if (removed.Count > 0)
                {
                    batch.BatchCommands.Add(new NpgsqlBatchCommand("DELETE FROM stripe_sandbox.documents WHERE id = ANY($1)")
                    {
                        Parameters = { new NpgsqlParameter { Value = removed } },
                    });
                }

                await batch.ExecuteNonQueryAsync(cancellationToken);
            },
            cancellationToken);
    }

    private async Task RetryAsync(TimeSpan patience, Func<Task> action, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await action();
                return;
            }
            catch (NpgsqlException failure) when (IsPassing(failure) && Stopwatch.GetElapsedTime(started) < patience)
            {
                logger.LogWarning("PostgreSQL is not reachable ({Message}); trying again", failure.Message);
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    // 3D000: the orchestrator may still be creating the database.
    private static bool IsPassing(NpgsqlException failure) => failure.IsTransient || failure.SqlState == "3D000";
}
