using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Brain.Answers;

/// <summary>A chunk as it is stored now, which the asker may read now.</summary>
public sealed record StoredChunk(Guid ChunkId, Guid DocumentId, string Text);

/// <summary>
/// Holds quotes against what is stored, at the moment they are to be shown: not against what was sent to a model. A chunk whose document has left the asker's
/// spaces, or that was made anew, is not there.
/// </summary>
public sealed class CitationCheck(MarketplaceDb db)
{
    public async Task<IReadOnlyDictionary<Guid, StoredChunk>> ReadAsync(IReadOnlyCollection<Guid> chunkIds, IReadOnlyList<string> spaces, CancellationToken cancellationToken)
    {
        var found = await db.KnowledgeChunks.AsNoTracking().Where(chunk => chunkIds.Contains(chunk.Id))
            .Join(db.KnowledgeDocuments.Where(document => spaces.Contains(document.Space)), chunk => chunk.DocumentId, document => document.Id, (chunk, _) => new StoredChunk(chunk.Id, chunk.DocumentId, chunk.Text))
            .ToListAsync(cancellationToken);
        return found.ToDictionary(chunk => chunk.ChunkId);
    }

    /// <summary>The quotes that stand: of a source in range, verbatim in its stored chunk.</summary>
    public async Task<IReadOnlyList<AnswerQuote>> KeepAsync(
        IReadOnlyList<AnswerQuote> quotes, IReadOnlyList<Passage> passages, IReadOnlyList<string> spaces, CancellationToken cancellationToken)
    {
        var inRange = quotes.Where(quote => quote.N >= 1 && quote.N <= passages.Count).Distinct().ToList();
        if (inRange.Count == 0)
        {
            return [];
        }

        var stored = await ReadAsync(inRange.Select(quote => passages[quote.N - 1].ChunkId).ToHashSet(), spaces, cancellationToken);
        return [.. inRange.Where(quote => stored.TryGetValue(passages[quote.N - 1].ChunkId, out var chunk) && QuotePolicy.IsVerbatim(quote.Text, chunk.Text))];
    }
}
