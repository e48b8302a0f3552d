using Marketplace.Core.Brain.Retrieval.Embedding;
using Marketplace.Core.Brain.Retrieval.Vectors;
using Marketplace.Core.Data;
using Marketplace.Core.Search;

namespace Marketplace.Core.Brain.Retrieval;

/// <summary>Makes the vectors of chunks and puts them where they belong; what an outside store has is written down here too.</summary>
public sealed class ChunkVectors(MarketplaceDb db, Embedders embedders, IVectorCollections collections)
{
    private const int BatchSize = 64;

    public ChunkVectorStore CollectionOf(ModelInfo model) => collections.Of(model.Id, model.Dimensions);

    public async Task<IReadOnlyList<ChunkVector>> EmbedAsync(ModelInfo model, IReadOnlyList<(KnowledgeChunk Chunk, string Text)> chunks, CancellationToken cancellationToken)
    {
        var embedder = await embedders.FindAsync(db, model, cancellationToken)
            ?? throw new InvalidOperationException($"The embedder of {model.Id} is not configured.");
        List<ChunkVector> vectors = [];
        foreach (var batch in chunks.Chunk(BatchSize))
        {
            var embeddings = await embedder.GenerateAsync(batch.Select(chunk => chunk.Text), cancellationToken: cancellationToken);
            vectors.AddRange(batch.Zip(embeddings, (chunk, embedding) => Make(model, chunk.Chunk, embedding.Vector)));
        }

        return vectors;
    }

    /// <summary>Inside the transaction that writes the chunks, after them. An outside store may have vectors of chunks that then fail to be written; the next run overwrites them.</summary>
    public async Task PutAsync(ModelInfo model, IReadOnlyList<ChunkVector> vectors, CancellationToken cancellationToken)
    {
        var collection = CollectionOf(model);
        if (!collection.IsInDatabase)
        {
            await collection.EnsureCollectionExistsAsync(cancellationToken);
        }

        // A text without a single term has no direction, which cosines cannot take.
        await collection.PutAsync([.. collection.IsInDatabase ? vectors : vectors.Where(HasDirection)], cancellationToken);
        if (!collection.IsInDatabase)
        {
            await using var connection = await SearchConnection.OpenAsync(db, cancellationToken);
            await connection.ExecuteAsync(
                """
                insert into brain.vectors (model_id, chunk_id, space, version)
                select @model, id, space, (select version from brain.corpus) from brain.chunks where id = any(@ids)
                on conflict do nothing
                """,
                cancellationToken,
                ("model", model.Id),
                ("ids", vectors.Select(vector => vector.Id).ToArray()));
        }
    }

    private static bool HasDirection(ChunkVector vector) => vector.Values.Span.IndexOfAnyExcept(0f) >= 0;

    private static ChunkVector Make(ModelInfo model, KnowledgeChunk chunk, ReadOnlyMemory<float> values) => values.Length != model.Dimensions
        ? throw new InvalidDataException($"{model.Id} gave {values.Length} numbers instead of {model.Dimensions}.")
        : new()
        {
            Id = chunk.Id,
            Space = chunk.Space,
            Kind = chunk.Kind.ToString(),
            ProductId = chunk.ProductId,
            VersionId = chunk.VersionId,
            Values = values,
        };
}
