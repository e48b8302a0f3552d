using System.Numerics.Tensors;
using Marketplace.Core.Brain.Retrieval.Embedding;
using Marketplace.Core.Data;
using Marketplace.Core.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;

namespace Marketplace.Core.Brain.Retrieval;

/// <param name="Similarity">Of words and letters: 0 to 1.</param>
public sealed record SimilarDocument(Guid DocumentId, string Title, string Path, double Similarity)
{
    public bool IsLikelyDuplicate => Similarity > RetrievalPolicy.LikelyDuplicate;
}

/// <summary>Texts that say nearly the same, told by their words and letters whatever embedder is active. Candidates share the text's telling words.</summary>
public sealed class SimilarKnowledge(MarketplaceDb db, Embedders embedders)
{
    private const int MaxTerms = 60;
    private const int MaxDocuments = 25;

    /// <summary>Of each text; near copies show in their beginnings.</summary>
    private const int ComparedLength = 8_000;

    /// <param name="text">The title in the first line, then the body.</param>
    /// <param name="except">The document that the text is of.</param>
    /// <returns>Most similar first.</returns>
    public async Task<IReadOnlyList<SimilarDocument>> FindAsync(string text, IReadOnlyList<string> spaces, Guid? except, int limit, CancellationToken cancellationToken)
    {
        var compared = Cut(text);
        var terms = KnowledgeTokenizer.Terms(compared).Distinct(StringComparer.Ordinal).Take(MaxTerms).Select(term => (term, 1.0)).ToList();
        if (terms.Count == 0)
        {
            return [];
        }

        await using var connection = await SearchConnection.OpenAsync(db, cancellationToken);
        var index = new WordIndex(connection);
        var figures = await index.ReadFiguresAsync(cancellationToken);
        var matches = await index.FindAsync(terms, new(spaces), figures, cancellationToken);
        var near = matches.Best.Take(MaxDocuments * 2).ToList();
        var chunks = await db.KnowledgeChunks.AsNoTracking().Where(chunk => near.Contains(chunk.Number) && chunk.DocumentId != except)
            .Select(chunk => new { chunk.Number, chunk.DocumentId }).ToListAsync(cancellationToken);
        var ids = chunks.OrderBy(chunk => near.IndexOf(chunk.Number)).Select(chunk => chunk.DocumentId).Distinct().Take(MaxDocuments).ToList();
        var candidates = await db.KnowledgeDocuments.AsNoTracking()
            .Where(document => ids.Contains(document.Id) && spaces.Contains(document.Space))
            .Select(document => new { document.Id, document.Title, document.Path, document.Text })
            .ToListAsync(cancellationToken);
        var model = await ModelAsync(figures, cancellationToken);
        var vector = model.EmbedWords(compared);
        return [.. candidates
            .Select(document => new SimilarDocument(document.Id, document.Title, document.Path, Similarity(vector, model.EmbedWords(Cut($"{document.Title}\n{document.Text}")))))
            .OrderByDescending(document => document.Similarity).ThenBy(document => document.DocumentId)
            .Take(limit)];
    }

    /// <summary>Rarity comes from the local model where it is the active one; without it all words count the same.</summary>
    private async Task<LocalModel> ModelAsync(CorpusFigures figures, CancellationToken cancellationToken) =>
        figures is { ModelId: { } id, ModelKind: EmbeddingSettings.Local }
        && await embedders.FindAsync(db, new(id, EmbeddingSettings.Local, figures.Dimensions, EmbeddingModelState.Active), cancellationToken) is { } embedder
            ? embedder.GetService<LocalModel>() ?? LocalModel.Unfitted
            : LocalModel.Unfitted;

    private static double Similarity(float[] left, float[] right)
    {
        var cosine = TensorPrimitives.CosineSimilarity<float>(left, right);
        return float.IsFinite(cosine) ? Math.Clamp(cosine, 0, 1) : 0;
    }

    private static string Cut(string text) => text.Length <= ComparedLength ? text : text[..Cutter.SafeEnd(text, ComparedLength)];
}
