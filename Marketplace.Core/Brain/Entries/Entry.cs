using Marketplace.Core.Kernel;

namespace Marketplace.Core.Brain.Entries;

public enum EntryKind
{
    Pattern,
    Solution,
    Lesson,
    Tip,
}

public enum EntryState
{
    Draft,
    Published,
    Deprecated,
    Merged,
}

/// <summary>What an author writes, in its canonical form; see <see cref="EntryRules"/>.</summary>
/// <param name="Context">When it applies; may be empty.</param>
/// <param name="Body">Markdown.</param>
public sealed record EntryContent(EntryKind Kind, string Title, string Context, string Body, IReadOnlyList<string> Tags, IReadOnlyList<string> Stacks, string? SourceUrl);

/// <summary>
/// A piece of knowledge that somebody wrote.
/// <code>
/// draft ──publish──▶ published ──deprecate──▶ deprecated ──reinstate──▶ published
///   │  ◀──take back──┘    │ └────────────merge into another──▶ merged
///   └──delete──▶ (gone)   └─ at any time: hidden by the marketplace, and restored
/// </code>
/// Only a published one that is not hidden is quoted in answers; a draft is quoted to its author alone.
/// </summary>
public sealed class Entry
{
    public required Guid Id { get; init; }
    public required Guid AuthorId { get; init; }
    public EntryKind Kind { get; private set; }
    public EntryState State { get; private set; }

    /// <summary>Its address; follows the title until it is published for the first time.</summary>
    public required string Slug { get; set; }
    public string Title { get; private set; } = "";
    public string Context { get; private set; } = "";

    /// <summary>Markdown as written.</summary>
    public string Body { get; private set; } = "";

    /// <summary>Sanitised HTML of <see cref="Body"/>, made at each edit.</summary>
    public string BodyHtml { get; private set; } = "";
    public List<string> Tags { get; private set; } = [];
    public List<string> Stacks { get; private set; } = [];
    public string? SourceUrl { get; private set; }

    /// <summary>The community's question it was written for.</summary>
    public Guid? AnswersQuestionId { get; init; }

    /// <summary>The team it is written for; null when it is for everybody. A team's entry is never public, whatever becomes of the team.</summary>
    public Guid? TeamId { get; init; }

    /// <summary>Counts the edits: one that started from an older count is refused.</summary>
    public int Revision { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>The first time; kept from then on.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>Why it no longer holds, in its author's words.</summary>
    public string? DeprecatedReason { get; private set; }

    /// <summary>What replaces it, when it is deprecated or merged.</summary>
    public Guid? ReplacedById { get; private set; }
    public DateTimeOffset? HiddenAt { get; private set; }
    public string? HiddenReason { get; private set; }

    /// <summary>Everybody may read its page: a deprecated one says so.</summary>
    public bool IsPublic => TeamId is null && IsShown;

    /// <summary>It has a page, for everybody or for the team.</summary>
    public bool IsShown => HiddenAt is null && State is (EntryState.Published or EntryState.Deprecated);

    /// <summary>Where answers may quote it; null for nowhere.</summary>
    public string? Space => (State, HiddenAt) switch
    {
        (EntryState.Published, null) => TeamId is { } teamId ? Brain.Space.OfTeam(teamId) : Brain.Space.Public,
        (EntryState.Draft, null) => Brain.Space.Of(AuthorId),
        _ => null,
    };

    public Result<Done> Write(EntryContent content, string html, DateTimeOffset now)
    {
        if (RefuseHidden() is { } refusal)
        {
            return refusal;
        }

        if (State == EntryState.Merged)
        {
            return EntryErrors.WrongState(State);
        }

        (Kind, Title, Context, Body, BodyHtml) = (content.Kind, content.Title, content.Context, content.Body, html);
        (Tags, Stacks, SourceUrl) = ([.. content.Tags], [.. content.Stacks], content.SourceUrl);
        (Revision, UpdatedAt) = (Revision + 1, now);
        return default(Done);
    }

    public Result<Done> Publish(DateTimeOffset now)
    {
        if (MoveFrom(EntryState.Draft, EntryState.Published, now) is { } refusal)
        {
            return refusal;
        }

        PublishedAt ??= now;
        return default(Done);
    }

    /// <summary>Back to a draft: its page is gone for others, answers stop quoting it.</summary>
    public Result<Done> TakeBack(DateTimeOffset now) => MoveFrom(EntryState.Published, EntryState.Draft, now) is { } refusal ? refusal : default(Done);

    public Result<Done> Deprecate(string reason, Guid? replacedById, DateTimeOffset now)
    {
        if (MoveFrom(EntryState.Published, EntryState.Deprecated, now) is { } refusal)
        {
            return refusal;
        }

        (DeprecatedReason, ReplacedById) = (reason, replacedById);
        return default(Done);
    }

    public Result<Done> Reinstate(DateTimeOffset now)
    {
        if (MoveFrom(EntryState.Deprecated, EntryState.Published, now) is { } refusal)
        {
            return refusal;
        }

        (DeprecatedReason, ReplacedById) = (null, null);
        return default(Done);
    }

    /// <summary>Another entry says it: this one's address leads there from now on.</summary>
    public Result<Done> MergeInto(Guid otherId, DateTimeOffset now)
    {
        if (State == EntryState.Merged)
        {
            return EntryErrors.WrongState(State);
        }

        if (RefuseHidden() is { } refusal)
        {
            return refusal;
        }

        (State, ReplacedById, DeprecatedReason, UpdatedAt) = (EntryState.Merged, otherId, null, now);
        return default(Done);
    }

    public Result<Done> Delete()
    {
        if (RefuseHidden() is { } refusal)
        {
            return refusal;
        }

        return State == EntryState.Draft ? default(Done) : EntryErrors.TakeBackFirst;
    }

    public void Hide(string reason, DateTimeOffset now) => (HiddenAt, HiddenReason) = (now, reason);

    public void Restore() => (HiddenAt, HiddenReason) = (null, null);

    private Error? MoveFrom(EntryState from, EntryState to, DateTimeOffset now)
    {
        if (RefuseHidden() is { } refusal)
        {
            return refusal;
        }

        if (State != from)
        {
            return EntryErrors.WrongState(State);
        }

        (State, UpdatedAt) = (to, now);
        return null;
    }

    private Error? RefuseHidden() => HiddenAt is null ? null : EntryErrors.Hidden(HiddenReason);
}
