using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Brain.Entries;

/// <summary>Who changes an entry: its author; to tidy up also an admin, or the owner of the team that it is for.</summary>
public sealed record EntryEditor(Guid Id, bool IsAdmin);

internal static class EntryRows
{
    private const int SlugLength = 100;
    private const int NumberedSlugs = 20;

    /// <summary>Whatever changes an entry or its reports locks it first.</summary>
    public static Task<Entry?> LockEntryAsync(this MarketplaceDb db, Guid id, CancellationToken cancellationToken) =>
        db.Entries.FromSql($"select * from brain.entries where id = {id} for update").AsTracking().SingleOrDefaultAsync(cancellationToken);

    /// <summary>Lock, change, let its document follow, save. A stranger's entry does not exist.</summary>
    public static Task<Result<Entry>> ChangeEntryAsync(
        this MarketplaceDb db, Guid entryId, Func<Entry, Task<Error?>> refuse, Func<Entry, Task<Result<Done>>> change, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Result<Entry>>(async () =>
        {
            var entry = await db.LockEntryAsync(entryId, cancellationToken);
            if (entry is null)
            {
                return Error.NotFound("entry");
            }

            if (await refuse(entry) is { } refusal)
            {
                return refusal;
            }

            var changed = await change(entry);
            if (!changed.IsOk)
            {
                return changed.Error;
            }

            await db.SaveEntryAsync(entry, now, cancellationToken);
            return entry;
        }, cancellationToken);

    /// <summary>A free address for the title. Two requests may find the same one; the unique index decides, and the loser asks again.</summary>
    public static async Task<string> FreeEntrySlugAsync(this MarketplaceDb db, string title, Guid entryId, Guid? teamId, CancellationToken cancellationToken)
    {
        var slug = Slug.From(title, SlugLength);
        slug = slug.Length == 0 ? "entry" : slug;
        if (teamId is not null)
        {
            // Never an address that a stranger's entry could be given: they would see that it is taken.
            return Slug.WithSuffix(slug, Guid.NewGuid().ToString("N"), SlugLength);
        }

        string[] candidates = [slug, .. Enumerable.Range(2, NumberedSlugs).Select(number => Slug.WithSuffix(slug, $"{number}", SlugLength))];
        var taken = await db.Entries.Where(entry => candidates.Contains(entry.Slug) && entry.Id != entryId).Select(entry => entry.Slug).ToListAsync(cancellationToken);
        return candidates.FirstOrDefault(candidate => !taken.Contains(candidate) && !EntryPolicy.ReservedSlugs.Contains(candidate))
            ?? Slug.WithSuffix(slug, Guid.NewGuid().ToString("N")[..8], SlugLength);
    }
}
