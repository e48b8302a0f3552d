using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Brain.Entries;

/// <summary>What answers quote of an entry follows it in the same transaction.</summary>
public static class EntryDocuments
{
    /// <summary>Saves the entry and what answers quote of it. The caller has locked the entry, or it is new.</summary>
    public static async Task SaveEntryAsync(this MarketplaceDb db, Entry entry, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var document = await db.KnowledgeDocuments.AsTracking().SingleOrDefaultAsync(document => document.Id == entry.Id, cancellationToken);
        if (entry.Space is not { } space)
        {
            if (document is not null)
            {
                db.KnowledgeDocuments.Remove(document);
            }
        }
        else if (document is null)
        {
            db.KnowledgeDocuments.Add(new KnowledgeDocument
            {
                Id = entry.Id,
                Kind = DocumentKind.Entry,
                Space = space,
                AuthorId = entry.AuthorId,
                Title = entry.Title,
                Context = entry.Context,
                Text = entry.Body,
                Tags = [.. entry.Tags],
                Stacks = [.. entry.Stacks],
                Path = PathOf(entry.Slug),
                ChangedAt = now,
            });
        }
        else
        {
            (document.Space, document.Title, document.Context, document.Text, document.Path) = (space, entry.Title, entry.Context, entry.Body, PathOf(entry.Slug));
            (document.Tags, document.Stacks) = ([.. entry.Tags], [.. entry.Stacks]);
            (document.Revision, document.ChangedAt) = (document.Revision + 1, now);
        }

        db.Publish(new DocumentChanged(entry.Id), now);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static string PathOf(string slug) => $"/brain/{slug}";
}
