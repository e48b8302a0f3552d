using System.Numerics.Tensors;
using Marketplace.Core.Brain.Retrieval.Embedding;
using Marketplace.Core.Data;
using Marketplace.Core.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.VectorData;

namespace Marketplace.Core.Brain.Retrieval.Vectors;

/// <summary>The default: vectors are rows beside the chunks, the public ones also a matrix in memory that is searched exactly. Private ones are read when their owner asks.</summary>
internal sealed class EmbeddedVectors(MarketplaceDb db, MatrixCache cache, string model, int dimensions) : ChunkVectorStore(model)
{
    /// <summary>A person has fewer drafts; more would only make that person wait.</summary>
    private const int MaxPrivate = 20_000;

    public override bool IsInDatabase => true;

    public override Task<bool> CollectionExistsAsync(CancellationToken cancellationToken = default) => db.EmbeddingModels.AnyAsync(known => known.Id == Name, cancellationToken);

    public override Task EnsureCollectionExistsAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public override Task EnsureCollectionDeletedAsync(CancellationToken cancellationToken = default) =>
        db.KnowledgeVectors.Where(vector => vector.ModelId == Name).ExecuteDeleteAsync(cancellationToken);

    public override async Task PutAsync(IReadOnlyList<ChunkVector> vectors, CancellationToken cancellationToken)
    {
        await using var connection = await SearchConnection.OpenAsync(db, cancellationToken);
        await connection.ExecuteAsync(
            """
            insert into brain.vectors (model_id, chunk_id, space, halves, version)
            select @model, c.id, c.space, given.halves, (select version from brain.corpus)
            from unnest(@ids, @halves) given(id, halves) join brain.chunks c on c.id = given.id
            on conflict (model_id, chunk_id) do nothing
            """,
            cancellationToken,
            ("model", Name),
            ("ids", vectors.Select(vector => vector.Id).ToArray()),
            ("halves", vectors.Select(vector => HalfFloats.ToBytes(vector.Values.Span)).ToArray()));
    }

    /// <summary>They go with their chunks.</summary>
    public override Task RemoveAsync(string space, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        db.KnowledgeVectors.Where(vector => vector.ModelId == Name && vector.Space == space && ids.Contains(vector.ChunkId)).ExecuteDeleteAsync(cancellationToken);

    public override Task<IReadOnlyList<ChunkVector>> ReadAsync(string space, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        ReadAsync("v.space = @space and v.chunk_id = any(@ids)", cancellationToken, ("space", space), ("ids", ids.ToArray()));

    protected override async Task<IReadOnlyList<VectorSearchResult<ChunkVector>>> FindAsync(
        ReadOnlyMemory<float> vector, int top, IReadOnlyList<string> spaces, VectorFilter filter, CancellationToken cancellationToken)
    {
        var matches = RowFilter.From(filter);
        List<(Guid Id, string Space, DocumentKind Kind, float Score)> found = [];
        if (spaces.Contains(Space.Public))
        {
            await using var connection = await SearchConnection.OpenAsync(db, cancellationToken);
            var matrix = await cache.GetAsync(connection, Name, dimensions, cancellationToken);
            found.AddRange(matrix.Search(vector.Span, top, matches).Select(row => (row.Row.Id, Space.Public, row.Row.Kind, row.Score)));
        }

        var own = spaces.Where(space => space != Space.Public).ToArray();
        if (own.Length > 0)
        {
            var rows = await ReadAsync("v.space = any(@spaces)", cancellationToken, ("spaces", own));
            found.AddRange(rows
                .Where(row => matches is null || matches(new(row.Id, row.ProductId ?? Guid.Empty, row.VersionId ?? Guid.Empty, Enum.Parse<DocumentKind>(row.Kind))))
                .Select(row => (row.Id, row.Space, Enum.Parse<DocumentKind>(row.Kind), TensorPrimitives.CosineSimilarity(row.Values.Span, vector.Span))));
        }

        return [.. found.Where(row => float.IsFinite(row.Score)).OrderByDescending(row => row.Score).ThenBy(row => row.Id).Take(top)
            .Select(row => new VectorSearchResult<ChunkVector>(new() { Id = row.Id, Space = row.Space, Kind = row.Kind.ToString() }, row.Score))];
    }

    private async Task<IReadOnlyList<ChunkVector>> ReadAsync(string condition, CancellationToken cancellationToken, params (string, object)[] parameters)
    {
        await using var connection = await SearchConnection.OpenAsync(db, cancellationToken);
        return await connection.QueryAsync(
            $"""
            select c.id, c.space, c.kind, c.product_id, c.version_id, v.halves
            from brain.vectors v join brain.chunks c on c.id = v.chunk_id
            where v.model_id = @model and {condition} and v.halves is not null
            limit {MaxPrivate}
            """,
            reader => new ChunkVector
            {
                Id = reader.GetGuid(0),
                Space = reader.GetString(1),
                Kind = reader.GetString(2),
                ProductId = reader.IsDBNull(3) ? null : reader.GetGuid(3),
                VersionId = reader.IsDBNull(4) ? null : reader.GetGuid(4),
                Values = HalfFloats.FromBytes(reader.GetFieldValue<byte[]>(5)),
            },
            cancellationToken,
            [.. parameters, ("model", Name)]);
    }
}

/// <summary>A filter over the rows of a matrix.</summary>
internal static class RowFilter
{
    /// <returns>Null when it lets everything through.</returns>
    public static Func<MatrixRow, bool>? From(VectorFilter filter) => filter switch
    {
        VectorFilter.All { Parts.Count: 0 } => null,
        VectorFilter.All all => Combine(all.Parts, parts => row => parts.All(part => part(row))),
        VectorFilter.Any any => Combine(any.Parts, parts => row => parts.Any(part => part(row))),
        VectorFilter.In { Field: nameof(ChunkVector.Kind) } kinds => In([.. kinds.Values.OfType<string>().Select(Enum.Parse<DocumentKind>)], row => row.Kind),
        VectorFilter.In { Field: nameof(ChunkVector.ProductId) } products => In(Ids(products), row => row.ProductId),
        VectorFilter.In { Field: nameof(ChunkVector.VersionId) } versions => In(Ids(versions), row => row.VersionId),
        _ => throw new NotSupportedException($"The matrix does not know the filter {filter}."),
    };

    private static Func<MatrixRow, bool> Combine(IReadOnlyList<VectorFilter> parts, Func<Func<MatrixRow, bool>[], Func<MatrixRow, bool>> combine) =>
        combine([.. parts.Select(From).Select(part => part ?? (_ => true))]);

    private static Func<MatrixRow, bool> In<T>(HashSet<T> values, Func<MatrixRow, T> field) => row => values.Contains(field(row));

    private static HashSet<Guid> Ids(VectorFilter.In filter) => [.. filter.Values.Select(value => value is null ? Guid.Empty : Guid.Parse(value))];
}

internal sealed class EmbeddedCollections(MarketplaceDb db, MatrixCache cache) : IVectorCollections
{
    public ChunkVectorStore Of(string model, int dimensions) => new EmbeddedVectors(db, cache, model, dimensions);
}
