using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Brain.Retrieval;

/// <summary>Finds documents whose message was lost: changed and not read since, or gone and still indexed.</summary>
public sealed class SweepKnowledge(MarketplaceDb db, IngestDocument ingest, TimeProvider time)
{
    private const int BatchSize = 100;

    /// <summary>Younger changes have a message on its way.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Grace;
        var waiting = await db.KnowledgeDocuments.AsNoTracking()
            .Where(document => (document.IndexedRevision == null || document.IndexedRevision < document.Revision) && document.ChangedAt < before)
            .OrderBy(document => document.ChangedAt)
            .Select(document => document.Id)
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
        var gone = await db.IndexedDocuments.AsNoTracking()
            .Where(indexed => !db.KnowledgeDocuments.Any(document => document.Id == indexed.DocumentId))
            .Select(indexed => indexed.DocumentId)
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
        foreach (var id in waiting.Concat(gone))
        {
            await ingest.ExecuteAsync(id, cancellationToken);
        }

        return waiting.Count + gone.Count;
    }
}
