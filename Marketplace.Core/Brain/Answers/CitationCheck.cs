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
        var (ids, readable) = (chunkIds.ToArray(), spaces.ToArray());
        var found = await db.Database.SqlQuery<StoredChunk>($"""
            select chunk.id as chunk_id, chunk.document_id, chunk.text
            from brain.chunks chunk join brain.documents document on document.id = chunk.document_id
            where chunk.id = any({ids}) and document.space = any({readable})
            """).ToListAsync(cancellationToken);
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
