using Marketplace.Api.Hosting;
using Marketplace.Contracts.Brain;
using Marketplace.Contracts.Http;
using Marketplace.Core.Accounts;
using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Answers;
using Marketplace.Core.Brain.Entries;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Brain;

/// <summary>What a list of entries is narrowed to.</summary>
/// <param name="TeamId">This team's; null for what is public.</param>
internal sealed record EntryFilter(EntryKind? Kind, string? Tag, string? Stack, string? Author, Guid? TeamId);

/// <summary>Entries as the public and their authors see them.</summary>
internal sealed class EntryReader(MarketplaceDb db, CitationQueries citations, IKnowledgeSearch search, TeamMembership teams, TimeProvider time)
{
    private const int Found = 60;

    public IQueryable<Entry> Public => db.Entries.AsNoTracking().Where(entry => entry.State == EntryState.Published && entry.HiddenAt == null && entry.TeamId == null);

    /// <summary>The newest first.</summary>
    public async Task<PageView<EntrySummaryView>> ListAsync(EntryFilter filter, TimePosition start, int limit, CancellationToken cancellationToken)
    {
        var entries = Filtered(filter);
        var total = await entries.CountUpAsync(cancellationToken);
        var rows = await entries
            .Where(entry => EF.Functions.LessThan(ValueTuple.Create(entry.PublishedAt!.Value, entry.Id), ValueTuple.Create(start.At, start.Id)))
            .OrderByDescending(entry => entry.PublishedAt).ThenByDescending(entry => entry.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var next = rows.Count > limit ? new TimePosition(rows[limit - 1].PublishedAt!.Value, rows[limit - 1].Id).ToString() : null;
        return new(await ToSummariesAsync([.. rows.Take(limit)], cancellationToken), total, next);
    }

    /// <summary>Those that fit the words, best first; one page.</summary>
    public async Task<PageView<EntrySummaryView>> FindAsync(string words, EntryFilter filter, int limit, CancellationToken cancellationToken)
    {
        var ids = await FindIdsAsync(words, [], filter.TeamId, cancellationToken);
        var rows = await Filtered(filter).Where(entry => ids.Contains(entry.Id)).ToListAsync(cancellationToken);
        var shown = await ToSummariesAsync([.. rows.OrderBy(entry => ids.IndexOf(entry.Id)).Take(limit)], cancellationToken);
        return new(shown, rows.Count, null);
    }

    /// <summary>Published entries near a text, best first; <paramref name="stacks"/> lift what is about them.</summary>
    public async Task<IReadOnlyList<EntrySummaryView>> SuggestAsync(string words, IReadOnlyList<string> stacks, int limit, CancellationToken cancellationToken)
    {
        var ids = (await FindIdsAsync(words, stacks, null, cancellationToken)).Take(limit).ToList();
        var rows = await Public.Where(entry => ids.Contains(entry.Id)).ToListAsync(cancellationToken);
        return await ToSummariesAsync([.. rows.OrderBy(entry => ids.IndexOf(entry.Id))], cancellationToken);
    }

    /// <summary>A merged entry's slug finds the one that took its place; null when there is none that the person may read.</summary>
    public async Task<EntryView?> FindAsync(string slug, Guid? personId, CancellationToken cancellationToken)
    {
        // Asked before it is known whether there is such an entry: a team's and none take the same time.
        var teamId = personId is { } id ? await teams.FindAsync(id, cancellationToken) : null;
        var readable = db.Entries.AsNoTracking().Where(entry => entry.TeamId == null || entry.TeamId == teamId);
        var found = await readable.SingleOrDefaultAsync(entry => entry.Slug == slug, cancellationToken);
        if (found is { State: EntryState.Merged, HiddenAt: null, ReplacedById: { } targetId })
        {
            found = await readable.SingleOrDefaultAsync(entry => entry.Id == targetId, cancellationToken);
        }

        if (found is not { IsShown: true } entry)
        {
            return null;
        }

        var summary = (await ToSummariesAsync([entry], cancellationToken))[0];
        var replacedBy = entry.ReplacedById is { } replacementId
            ? await readable.Where(other => other.Id == replacementId && other.State == EntryState.Published && other.HiddenAt == null).Select(other => new EntryLinkView(other.Slug, other.Title)).SingleOrDefaultAsync(cancellationToken)
            : null;
        var question = entry.AnswersQuestionId is { } questionId
            ? await db.CommunityQuestions.Where(question => question.Id == questionId && question.HiddenAt == null)
                .Select(question => new QuestionLinkView(question.Id, question.Body)).SingleOrDefaultAsync(cancellationToken)
            : null;
        return new(
            entry.Id, entry.Slug, summary.Kind, BrainViews.Status(entry.State), entry.Title, entry.Context, entry.Body, entry.BodyHtml, entry.Tags, summary.Stacks,
            entry.SourceUrl, summary.Author, entry.PublishedAt!.Value, entry.UpdatedAt, summary.Citations, entry.DeprecatedReason, replacedBy, question, entry.TeamId != null,
            entry.TeamId is { } of && personId is { } readerId && await teams.OwnsAsync(readerId, of, cancellationToken));
    }

    public async Task<MyEntriesView> ListMineAsync(Guid authorId, PageRequest page, CancellationToken cancellationToken)
    {
        var entries = db.Entries.AsNoTracking().Where(entry => entry.AuthorId == authorId);
        var total = await entries.CountUpAsync(cancellationToken);
        var rows = await entries.Where(entry => page.Before == null || entry.Id < page.Before).OrderByDescending(entry => entry.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        var items = await ToOwnAsync([.. rows.Take(page.Limit)], cancellationToken);
        var now = time.GetUtcNow();
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        return new(
            items, total, rows.Count > page.Limit ? rows[page.Limit - 1].Id.ToString("N") : null,
            await citations.OfAuthorAsync(authorId, DateTimeOffset.UnixEpoch, cancellationToken), await citations.OfAuthorAsync(authorId, month, cancellationToken));
    }

    /// <summary>Null for a stranger.</summary>
    public async Task<OwnEntryView?> FindMineAsync(Guid authorId, Guid id, CancellationToken cancellationToken)
    {
        var entry = await db.Entries.AsNoTracking().SingleOrDefaultAsync(entry => entry.Id == id && entry.AuthorId == authorId, cancellationToken);
        return entry is null ? null : (await ToOwnAsync([entry], cancellationToken))[0];
    }

    public async Task<List<EntrySummaryView>> ToSummariesAsync(IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        var authorIds = entries.Select(entry => entry.AuthorId).Distinct().ToList();
        var authors = await db.Users.Where(user => authorIds.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => new EntryAuthorView(user.Handle, user.DisplayName), cancellationToken);
        var counts = await citations.OfDocumentsAsync([.. entries.Select(entry => entry.Id)], cancellationToken);
        return
        [
            .. entries.Select(entry => new EntrySummaryView(
                entry.Id, entry.Slug, BrainViews.Kind(entry.Kind), entry.Title, entry.Context, entry.Tags, BrainViews.Stacks(entry.Stacks), authors[entry.AuthorId], entry.PublishedAt ?? entry.CreatedAt,
                counts.GetValueOrDefault(entry.Id)?.Answers ?? 0, entry.TeamId != null)),
        ];
    }

    private async Task<List<OwnEntryView>> ToOwnAsync(IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        var ids = entries.Select(entry => entry.Id).ToList();
        var counts = await citations.OfDocumentsAsync(ids, cancellationToken);
        var waiting = await db.KnowledgeDocuments.Where(document => ids.Contains(document.Id) && (document.IndexedRevision == null || document.IndexedRevision < document.Revision))
            .Select(document => document.Id).ToListAsync(cancellationToken);
        var teamId = entries.Any(entry => entry.TeamId != null) ? await teams.FindAsync(entries[0].AuthorId, cancellationToken) : null;
        return
        [
            .. entries.Select(entry => new OwnEntryView(
                entry.Id, entry.Slug, BrainViews.Kind(entry.Kind), BrainViews.Status(entry.State), entry.Title, entry.Context, entry.Body, entry.Tags, BrainViews.Stacks(entry.Stacks), entry.SourceUrl,
                entry.Revision, entry.CreatedAt, entry.UpdatedAt, entry.PublishedAt, entry.DeprecatedReason, entry.HiddenReason,
                counts.GetValueOrDefault(entry.Id)?.Answers ?? 0, !waiting.Contains(entry.Id),
                entry.TeamId is null ? EntrySpaces.Public : EntrySpaces.Team, entry.TeamId is not null && entry.TeamId != teamId)),
        ];
    }

    private async Task<List<Guid>> FindIdsAsync(string words, IReadOnlyList<string> stacks, Guid? teamId, CancellationToken cancellationToken)
    {
        var found = await search.FindAsync(
            new() { Text = words, Spaces = [teamId is { } id ? Space.OfTeam(id) : Space.Public], Stacks = stacks, Kinds = [DocumentKind.Entry], Limit = Found }, cancellationToken);
        return [.. found.Passages.Select(passage => passage.DocumentId).Distinct()];
    }

    private IQueryable<Entry> Filtered(EntryFilter filter)
    {
        var entries = filter.TeamId is { } teamId
            ? db.Entries.AsNoTracking().Where(entry => entry.State == EntryState.Published && entry.HiddenAt == null && entry.TeamId == teamId)
            : Public;
        if (filter.Kind is { } kind)
        {
            entries = entries.Where(entry => entry.Kind == kind);
        }

        if (filter.Tag is { Length: > 0 } tag)
        {
            entries = entries.Where(entry => entry.Tags.Contains(tag));
        }

        if (filter.Stack is { Length: > 0 } stack)
        {
            entries = entries.Where(entry => entry.Stacks.Contains(stack));
        }

        return filter.Author is { Length: > 0 } author
            ? entries.Where(entry => db.Users.Any(user => user.Id == entry.AuthorId && user.Handle == author))
            : entries;
    }
}
