using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Brain.Entries;

/// <summary>An entry no longer holds: its page says so and why, answers stop quoting it.</summary>
public sealed class DeprecateEntry(MarketplaceDb db, TeamMembership teams, TimeProvider time)
{
    /// <param name="replacement">The slug of the entry to read instead; null for none.</param>
    public async Task<Result<Entry>> ExecuteAsync(EntryEditor editor, Guid entryId, string reason, string? replacement, CancellationToken cancellationToken)
    {
        var words = PersonText.Line(reason);
        if (words.Length == 0)
        {
            return EntryErrors.SayWhy;
        }

        var target = string.IsNullOrWhiteSpace(replacement) ? null : await db.FindTargetAsync(replacement, entryId, cancellationToken);
        if (target is { IsOk: false })
        {
            return target.Error;
        }

        var now = time.GetUtcNow();
        return await db.ChangeEntryAsync(
            entryId, entry => teams.RefuseOthersAsync(entry, editor, cancellationToken), entry => Task.FromResult(entry.Deprecate(words, target?.Value, now)), now, cancellationToken);
    }
}

/// <summary>A deprecated entry holds after all.</summary>
public sealed class ReinstateEntry(MarketplaceDb db, TeamMembership teams, TimeProvider time)
{
    public Task<Result<Entry>> ExecuteAsync(EntryEditor editor, Guid entryId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return db.ChangeEntryAsync(entryId, entry => teams.RefuseOthersAsync(entry, editor, cancellationToken), entry => Task.FromResult(entry.Reinstate(now)), now, cancellationToken);
    }
}

/// <summary>Two entries say the same: the address of one leads to the other from now on.</summary>
public sealed class MergeEntry(MarketplaceDb db, TeamMembership teams, TimeProvider time)
{
    /// <param name="into">The slug of the entry that stays.</param>
    public async Task<Result<Entry>> ExecuteAsync(EntryEditor editor, Guid entryId, string into, CancellationToken cancellationToken)
    {
        var target = await db.FindTargetAsync(into, entryId, cancellationToken);
        if (!target.IsOk)
        {
            return target.Error;
        }

        var now = time.GetUtcNow();
        return await db.ChangeEntryAsync(entryId, entry => teams.RefuseOthersAsync(entry, editor, cancellationToken), async entry =>
        {
            var merged = entry.MergeInto(target.Value, now);
            if (merged.IsOk)
            {
                // What was merged into this one before leads on with it.
                await db.Entries.Where(other => other.ReplacedById == entryId && other.State == EntryState.Merged)
                    .ExecuteUpdateAsync(set => set.SetProperty(other => other.ReplacedById, target.Value), cancellationToken);
            }

            return merged;
        }, now, cancellationToken);
    }
}

internal static class EntryTargets
{
    /// <summary>The published entry behind a slug or an address, other than the one that gives way to it. What a team wrote is led to only from the same team's.</summary>
    public static async Task<Result<Guid>> FindTargetAsync(this MarketplaceDb db, string written, Guid entryId, CancellationToken cancellationToken)
    {
        var slug = written.Trim().TrimEnd('/').Split('/')[^1];
        var found = await db.Entries.Where(entry => entry.Slug == slug && entry.State == EntryState.Published && entry.HiddenAt == null
                && (entry.TeamId == null || db.Entries.Any(own => own.Id == entryId && own.TeamId == entry.TeamId)))
            .Select(entry => (Guid?)entry.Id).SingleOrDefaultAsync(cancellationToken);
        return found is not { } id ? EntryErrors.NoSuchTarget : id == entryId ? EntryErrors.ItsOwnTarget : id;
    }
}
