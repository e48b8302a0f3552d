using System.Numerics.Tensors;
using Marketplace.Core.Brain.Retrieval.Embedding;
using Marketplace.Core.Brain.Retrieval.Vectors;
using Marketplace.Core.Data;
using Marketplace.Core.Search;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.VectorData;

namespace Marketplace.Core.Brain.Retrieval;

/// <summary>
/// Words and vectors, fused. Each way gives its best candidates, then every candidate is scored both ways. An embedder or a vector store that fails
/// leaves the words: nobody waits for it, and nobody gets an error.
/// </summary>
public sealed class KnowledgeSearch(MarketplaceDb db, Embedders embedders, ChunkVectors vectors, ILogger<KnowledgeSearch> logger) : IKnowledgeSearch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task<KnowledgeResult> FindAsync(KnowledgeQuery query, CancellationToken cancellationToken) => FindAsync(query, SearchWays.Both, cancellationToken);

    /// <summary>One way alone, for measuring.</summary>
    internal async Task<KnowledgeResult> FindAsync(KnowledgeQuery query, SearchWays ways, CancellationToken cancellationToken)
    {
        await using var connection = await SearchConnection.OpenAsync(db, cancellationToken);
        var index = new WordIndex(connection);
        var (question, matches) = await Question.AskAsync(index, query, cancellationToken);
        var model = ways.HasFlag(SearchWays.Vectors) && question.Figures is { ModelId: { } id, ModelKind: { } kind }
            ? new ModelInfo(id, kind, question.Figures.Dimensions, EmbeddingModelState.Active)
            : null;
        var asked = model is null ? null : await TryAsync(token => EmbedAsync(model, query.Text, token), cancellationToken);
        var near = asked is null ? null : await TryAsync(token => NearestAsync(model!, asked, query, token), cancellationToken);
        var rows = await new CandidateReader(connection).ReadAsync(ways.HasFlag(SearchWays.Words) ? matches.Best : [], [.. near?.Select(found => found.Record.Id) ?? []], query, cancellationToken);
        var cosines = near is null ? null : await TryAsync(token => CosinesAsync(model!, asked!, rows, token), cancellationToken);
        var terms = await index.ReadAsync([.. rows.Select(row => row.Number)], [.. question.RarityOf.Keys], cancellationToken);
        var candidates = rows.Select(row => new Candidate(
            row,
            ways.HasFlag(SearchWays.Words) ? question.WordScore(terms[row.Number], row.Length) : 0,
            cosines?.GetValueOrDefault(row.Passage.ChunkId) ?? 0,
            question.Coverage(terms[row.Number].Select(term => term.Term)),
            question.Named(row.Labels, [.. query.Tags, .. query.Stacks])));
        return new(
            [.. question.Words.Select(word => new QueryTerm(word.Term, word.Rarity))],
            Fusion.Rank(candidates, cosines is null ? null : model!.Kind, Math.Clamp(query.Limit, 0, RetrievalPolicy.MaxPassages)),
            cosines is null ? null : model!.Id);
    }

    private async Task<float[]?> EmbedAsync(ModelInfo model, string text, CancellationToken cancellationToken)
    {
        var embedder = await embedders.FindAsync(db, model, cancellationToken);
        if (embedder is null)
        {
            return null;
        }

        var embeddings = await embedder.GenerateAsync([text.ReplaceLineEndings(" ")], cancellationToken: cancellationToken);
        var vector = embeddings[0].Vector.ToArray();
        return vector.Length == model.Dimensions && vector.AsSpan().IndexOfAnyExcept(0f) >= 0 ? vector : null;
    }

    private async Task<List<VectorSearchResult<ChunkVector>>?> NearestAsync(ModelInfo model, float[] vector, KnowledgeQuery query, CancellationToken cancellationToken)
    {
        List<VectorSearchResult<ChunkVector>> found = [];
        var options = new VectorSearchOptions<ChunkVector> { Filter = ChunkFilter.Of(query).ToExpression() };
        await foreach (var result in vectors.CollectionOf(model).SearchAsync<ReadOnlyMemory<float>>(vector, RetrievalPolicy.Candidates, options, cancellationToken))
        {
            found.Add(result);
        }

        return found;
    }

    private async Task<Dictionary<Guid, double>?> CosinesAsync(ModelInfo model, float[] vector, IReadOnlyList<CandidateRow> rows, CancellationToken cancellationToken)
    {
        var cosines = new Dictionary<Guid, double>();
        foreach (var space in rows.GroupBy(row => row.Space))
        {
            foreach (var chunk in await vectors.CollectionOf(model).ReadAsync(space.Key, [.. space.Select(row => row.Passage.ChunkId)], cancellationToken))
            {
                var cosine = TensorPrimitives.CosineSimilarity(chunk.Values.Span, vector);
                cosines[chunk.Id] = float.IsFinite(cosine) ? Math.Clamp(cosine, -1, 1) : 0;
            }
        }

        return cosines;
    }

    private async Task<T?> TryAsync<T>(Func<CancellationToken, Task<T?>> act, CancellationToken cancellationToken) where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await act(patience.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "Vectors could not be asked; words alone answer");
            return null;
        }
    }
}

[Flags]
internal enum SearchWays
{
    Words = 1,
    Vectors = 2,
    Both = Words | Vectors,
}
