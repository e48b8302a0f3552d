using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Brain.Entries;

/// <summary>The author shows a draft to everybody, or to the team it is for. Whether others have written nearly the same is the caller's to ask before, see <c>SimilarKnowledge</c>.</summary>
public sealed class PublishEntry(MarketplaceDb db, TeamMembership teams, TimeProvider time)
{
    public Task<Result<Entry>> ExecuteAsync(Guid authorId, Guid entryId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return db.ChangeEntryAsync(entryId, entry => teams.RefuseOthersAsync(entry, authorId, cancellationToken), entry => PublishAsync(entry, now, cancellationToken), now, cancellationToken);
    }

    private async Task<Result<Done>> PublishAsync(Entry entry, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isFirst = entry.PublishedAt is null;
        if (isFirst)
        {
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({$"entries:{entry.AuthorId}"}, 0))", cancellationToken);
            var since = now - EntryPolicy.Day;
            var today = await db.Entries.Where(other => other.AuthorId == entry.AuthorId && other.PublishedAt > since)
                .OrderBy(other => other.PublishedAt).Take(EntryPolicy.MaxPerDay).Select(other => other.PublishedAt!.Value).ToListAsync(cancellationToken);
            if (today.Count == EntryPolicy.MaxPerDay)
            {
                return EntryErrors.TooManyToday(today[0] - since);
            }
        }

        var published = entry.Publish(now);
        if (published.IsOk)
        {
            db.Publish(new EntryPublished(entry.Id, isFirst), now);
        }

        return published;
    }
}

/// <summary>The author makes a published entry a draft again.</summary>
public sealed class TakeBackEntry(MarketplaceDb db, TeamMembership teams, TimeProvider time)
{
    public Task<Result<Entry>> ExecuteAsync(Guid authorId, Guid entryId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return db.ChangeEntryAsync(entryId, entry => teams.RefuseOthersAsync(entry, authorId, cancellationToken), entry => Task.FromResult(entry.TakeBack(now)), now, cancellationToken);
    }
}

/// <summary>The author deletes a draft.</summary>
public sealed class DeleteEntry(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid authorId, Guid entryId, CancellationToken cancellationToken) => db.InTransactionAsync<Result<Done>>(async () =>
    {
        var entry = await db.LockEntryAsync(entryId, cancellationToken);
        if (entry is null || entry.AuthorId != authorId)
        {
            return Error.NotFound("entry");
        }

        var deleted = entry.Delete();
        if (deleted.IsOk)
        {
            db.Entries.Remove(entry);
            await db.KnowledgeDocuments.Where(document => document.Id == entryId).ExecuteDeleteAsync(cancellationToken);
            db.Publish(new DocumentChanged(entryId), time.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
        }

        return deleted;
    }, cancellationToken);
}
