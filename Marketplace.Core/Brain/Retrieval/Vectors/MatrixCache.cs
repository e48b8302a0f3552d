using System.Collections.Concurrent;
using Marketplace.Core.Brain.Retrieval.Embedding;
using Marketplace.Core.Search;

namespace Marketplace.Core.Brain.Retrieval.Vectors;

/// <summary>The public vectors of each model in this process; reads what is newer than it whenever the corpus has moved on.</summary>
internal sealed class MatrixCache : IDisposable
{
    /// <summary>The model in use and the one before it, for searches under way.</summary>
    private const int MaxModels = 2;
    private const int CompactAt = 5;

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim reading = new(1, 1);

    public async Task<VectorMatrix> GetAsync(SearchConnection connection, string model, int dimensions, CancellationToken cancellationToken)
    {
        var (version, chunks) = await ReadCorpusAsync(connection, cancellationToken);
        if (entries.TryGetValue(model, out var entry) && entry.Version >= version)
        {
            return entry.Matrix;
        }

        await reading.WaitAsync(cancellationToken);
        try
        {
            if (!entries.TryGetValue(model, out entry) || entry.Version < version)
            {
                entry = await RefreshAsync(connection, model, entry ?? new(0, VectorMatrix.Empty(dimensions)), version, chunks, cancellationToken);
                entries[model] = entry;
                Forget(model);
            }

            return entry.Matrix;
        }
        finally
        {
            reading.Release();
        }
    }

    public void Dispose() => reading.Dispose();

    private static async Task<(long Version, int Chunks)> ReadCorpusAsync(SearchConnection connection, CancellationToken cancellationToken) =>
        (await connection.QueryAsync("select version, chunks from brain.corpus", reader => (reader.GetInt64(0), reader.GetInt32(1)), cancellationToken))[0];

    private static async Task<Entry> RefreshAsync(SearchConnection connection, string model, Entry entry, long version, int chunks, CancellationToken cancellationToken)
    {
        var matrix = entry.Matrix.With(await ReadAsync(connection, model, entry.Version, version, cancellationToken));
        if (matrix.Live > chunks || matrix.Count > matrix.Live)
        {
            var living = await connection.QueryAsync(
                "select chunk_id from brain.vectors where model_id = @model and space = 'public'", reader => reader.GetGuid(0), cancellationToken, ("model", model));
            matrix = matrix.Only([.. living]);
        }

        return (matrix.Count - matrix.Live) * CompactAt > matrix.Count
            ? new(version, VectorMatrix.Empty(matrix.Dimensions).With(await ReadAsync(connection, model, -1, version, cancellationToken)))
            : new(version, matrix);
    }

    private static Task<List<(MatrixRow Row, float[] Values)>> ReadAsync(SearchConnection connection, string model, long after, long upTo, CancellationToken cancellationToken) =>
        connection.QueryAsync(
            """
            select c.id, coalesce(c.product_id, '00000000-0000-0000-0000-000000000000'), coalesce(c.version_id, '00000000-0000-0000-0000-000000000000'), c.kind, v.halves
            from brain.vectors v join brain.chunks c on c.id = v.chunk_id
            where v.model_id = @model and v.space = 'public' and v.version > @after and v.version <= @up_to and v.halves is not null
            order by v.version, c.id
            """,
            reader => (new MatrixRow(reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2), Enum.Parse<DocumentKind>(reader.GetString(3))), HalfFloats.FromBytes(reader.GetFieldValue<byte[]>(4))),
            cancellationToken,
            ("model", model),
            ("after", after),
            ("up_to", upTo));

    private void Forget(string current)
    {
        foreach (var old in entries.Where(pair => pair.Key != current).OrderByDescending(pair => pair.Value.Version).Skip(MaxModels - 1))
        {
            entries.TryRemove(old.Key, out _);
        }
    }

    private sealed record Entry(long Version, VectorMatrix Matrix);
}
