using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Brain.Entries;

/// <summary>Somebody writes something down: a draft, which only they see.</summary>
public sealed class WriteEntry(MarketplaceDb db, TeamMembership teams, TimeProvider time)
{
    /// <param name="answersQuestionId">The community's question it is written for.</param>
    /// <param name="isForTeam">Published, only the author's team reads it.</param>
    public async Task<Result<Entry>> ExecuteAsync(Guid authorId, EntryContent written, Guid? answersQuestionId, bool isForTeam, CancellationToken cancellationToken)
    {
        var teamId = isForTeam ? await teams.EnsureAsync(authorId, cancellationToken) : null;
        if (isForTeam && teamId is null)
        {
            return EntryErrors.NoTeamSpace;
        }

        var content = EntryRules.Check(written);
        return content.IsOk
            ? await DatabaseErrors.RetryOnTakenAsync(
                EntryConfiguration.SlugIndex, () => db.InTransactionAsync(() => WriteAsync(authorId, content.Value, answersQuestionId, teamId, cancellationToken), cancellationToken))
            : content.Error;
    }

    private async Task<Result<Entry>> WriteAsync(Guid authorId, EntryContent content, Guid? answersQuestionId, Guid? teamId, CancellationToken cancellationToken)
    {
        // One entry of a person at a time, so that two clicks at once are counted one after the other.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({$"entries:{authorId}"}, 0))", cancellationToken);
        if (await db.Entries.CountAsync(entry => entry.AuthorId == authorId && entry.State == EntryState.Draft, cancellationToken) >= EntryPolicy.MaxDrafts)
        {
            return EntryErrors.TooManyDrafts;
        }

        if (answersQuestionId is { } questionId
            && !await db.CommunityQuestions.AnyAsync(question => question.Id == questionId && question.HiddenAt == null, cancellationToken))
        {
            return Error.NotFound("question");
        }

        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var entry = new Entry
        {
            Id = id,
            AuthorId = authorId,
            Slug = await db.FreeEntrySlugAsync(content.Title, id, teamId, cancellationToken),
            AnswersQuestionId = answersQuestionId,
            TeamId = teamId,
            CreatedAt = now,
        };
        var result = entry.Write(content, MarkdownRenderer.ToHtml(content.Body), now);
        if (!result.IsOk)
        {
            return result.Error;
        }

        db.Entries.Add(entry);
        await db.SaveEntryAsync(entry, now, cancellationToken);
        return entry;
    }
}

/// <summary>The author changes an entry; a published one changes at once, for readers and for answers.</summary>
public sealed class EditEntry(MarketplaceDb db, TeamMembership teams, TimeProvider time)
{
    /// <param name="revision">The one the edit started from; null to overwrite whatever is there.</param>
    public async Task<Result<Entry>> ExecuteAsync(Guid authorId, Guid entryId, EntryContent written, int? revision, CancellationToken cancellationToken)
    {
        var content = EntryRules.Check(written);
        if (!content.IsOk)
        {
            return content.Error;
        }

        var now = time.GetUtcNow();
        return await DatabaseErrors.RetryOnTakenAsync(EntryConfiguration.SlugIndex, () => db.ChangeEntryAsync(entryId, entry => teams.RefuseOthersAsync(entry, authorId, cancellationToken), async entry =>
        {
            if (revision is not null && revision != entry.Revision)
            {
                return EntryErrors.Stale;
            }

            var result = entry.Write(content.Value, MarkdownRenderer.ToHtml(content.Value.Body), now);
            if (result.IsOk && entry.PublishedAt is null)
            {
                entry.Slug = await db.FreeEntrySlugAsync(entry.Title, entry.Id, entry.TeamId, cancellationToken);
            }

            if (result.IsOk && entry.IsPublic)
            {
                db.Publish(new EntryPublished(entry.Id, IsFirst: false), now);
            }

            return result;
        }, now, cancellationToken));
    }
}
