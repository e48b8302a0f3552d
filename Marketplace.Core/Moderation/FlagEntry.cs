using Marketplace.Core.Brain.Entries;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Moderation;

/// <summary>A published entry that reads like orders to a language model is put before a person. Answers obey no source, so nothing is hidden meanwhile.</summary>
public sealed class FlagEntry(MarketplaceDb db, TimeProvider time) : IOutboxHandler<EntryPublished>
{
    public Task HandleAsync(EntryPublished message, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        var entry = await db.LockEntryAsync(message.EntryId, cancellationToken);
        if (entry is { IsPublic: true } && EntryPolicy.ReadsLikeOrders($"{entry.Title}\n{entry.Context}\n{entry.Body}")
            && !await db.ModerationCases.AnyAsync(found => found.EntryId == entry.Id, cancellationToken))
        {
            var now = time.GetUtcNow();
            var opened = ModerationCase.Of(new(ContentKind.Entry, entry.Id), now);
            db.ModerationCases.Add(opened);
            db.Publish(new ReportsOpened(opened.Id, now), now);
            await db.SaveChangesAsync(cancellationToken);
        }

        return default(Done);
    }, cancellationToken);
}
