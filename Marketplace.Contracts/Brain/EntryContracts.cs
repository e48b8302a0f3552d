using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Marketplace.Contracts.Brain;

public static class BrainRoutes
{
    public const string Brain = "/api/brain";
    public const string Learn = Brain + "/learn";
    public const string Entries = Brain + "/entries";
    public const string Mine = Brain + "/mine";
    public const string Stats = Brain + "/stats";
    public const string Suggest = Brain + "/suggest";
    public const string Patterns = Brain + "/patterns";
    public const string Questions = Brain + "/questions";

    /// <summary>What of a seller's product the Brain may read.</summary>
    public const string SourcesOfProduct = "/api/seller/products/{id:guid}/sources";
}

[JsonConverter(typeof(JsonStringEnumConverter<EntryKindName>))]
public enum EntryKindName
{
    /// <summary>A way of doing something that has proved itself more than once.</summary>
    [JsonStringEnumMemberName("pattern")] Pattern,

    /// <summary>One problem and what solves it.</summary>
    [JsonStringEnumMemberName("solution")] Solution,

    /// <summary>What went wrong, and what was learnt from it.</summary>
    [JsonStringEnumMemberName("lesson")] Lesson,

    /// <summary>A short hint.</summary>
    [JsonStringEnumMemberName("tip")] Tip,
}

[JsonConverter(typeof(JsonStringEnumConverter<EntryStatus>))]
public enum EntryStatus
{
    [JsonStringEnumMemberName("draft")] Draft,
    [JsonStringEnumMemberName("published")] Published,
    [JsonStringEnumMemberName("deprecated")] Deprecated,
    [JsonStringEnumMemberName("merged")] Merged,
}

/// <summary>What somebody knows and others may need.</summary>
public record EntryRequest
{
    [Required(ErrorMessage = "Choose what it is.")]
    public EntryKindName? Kind { get; set; }

    /// <summary>The problem, or what to do, in one line.</summary>
    [Required(ErrorMessage = "Give it a title."), StringLength(140, MinimumLength = 8, ErrorMessage = "Use 8 to 140 characters.")]
    public string Title { get; set; } = "";

    /// <summary>When it applies: versions, preconditions. One or two sentences.</summary>
    [StringLength(400, ErrorMessage = "Use at most 400 characters.")]
    public string? Context { get; set; }

    /// <summary>Markdown.</summary>
    [Required(ErrorMessage = "Write it down."), StringLength(40_000, MinimumLength = 60, ErrorMessage = "Use 60 to 40,000 characters.")]
    public string Body { get; set; } = "";

    /// <summary>Together with <see cref="Stacks"/> at least one, at most 8.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>Technologies as in the catalogue; at most 8.</summary>
    public IReadOnlyList<string> Stacks { get; set; } = [];

    /// <summary>Where it comes from; https.</summary>
    [StringLength(400, ErrorMessage = "Use at most 400 characters.")]
    public string? SourceUrl { get; set; }
}

public sealed record LearnRequest : EntryRequest
{
    /// <summary>Shows it to everybody at once. Otherwise it stays a draft, quoted in answers to its author only.</summary>
    public bool Publish { get; set; }

    /// <summary>Publishes although others have written nearly the same.</summary>
    public bool DespiteSimilar { get; set; }

    /// <summary>The community's question it is written for.</summary>
    public Guid? QuestionId { get; set; }

    /// <summary>Who reads it once it is published: <c>public</c>, or <c>team</c> for the caller's team alone. It stays so.</summary>
    [RegularExpression("^(public|team)$", ErrorMessage = "The space is public or team.")]
    public string Space { get; set; } = EntrySpaces.Public;
}

public sealed record EditEntryRequest : EntryRequest
{
    /// <summary>The revision the edit started from; an older one is refused. Null overwrites whatever is there.</summary>
    public int? Revision { get; set; }
}

public sealed record PublishRequest
{
    /// <summary>Publishes although others have written nearly the same.</summary>
    public bool DespiteSimilar { get; set; }
}

public sealed record DeprecateRequest
{
    /// <summary>Readers see it.</summary>
    [Required(ErrorMessage = "Say why it no longer holds."), StringLength(600, ErrorMessage = "Use at most 600 characters.")]
    public string Reason { get; set; } = "";

    /// <summary>Slug or address of the entry to read instead.</summary>
    [StringLength(400)]
    public string? Replacement { get; set; }
}

public sealed record MergeRequest
{
    /// <summary>Slug or address of the entry that stays.</summary>
    [Required(ErrorMessage = "Name the entry that stays."), StringLength(400)]
    public string Into { get; set; } = "";
}

public static class EntrySpaces
{
    public const string Public = "public";
    public const string Team = "team";
}

/// <param name="Value">As in filters.</param>
/// <param name="Label">As people read it.</param>
public sealed record StackView(string Value, string Label);

public sealed record EntryAuthorView(string Handle, string Name);

/// <summary>An entry in a list.</summary>
/// <param name="Citations">How often an answer to somebody else has quoted it.</param>
/// <param name="IsTeams">Only the caller's team reads it.</param>
public sealed record EntrySummaryView(
    Guid Id, string Slug, EntryKindName Kind, string Title, string Context, IReadOnlyList<string> Tags, IReadOnlyList<StackView> Stacks, EntryAuthorView Author, DateTimeOffset PublishedAt, int Citations, bool IsTeams);

public sealed record EntryLinkView(string Slug, string Title);

/// <summary>A public entry.</summary>
/// <param name="BodyHtml">Sanitised HTML.</param>
/// <param name="Body">Markdown as written.</param>
/// <param name="DeprecatedReason">Why it no longer holds; null while it does.</param>
/// <param name="ReplacedBy">What to read instead.</param>
/// <param name="Answers">The community's question it was written for.</param>
/// <param name="IsTeams">Only the caller's team reads it.</param>
/// <param name="MayTidy">The caller owns that team: they may deprecate, reinstate and merge what others wrote for it.</param>
public sealed record EntryView(
    Guid Id, string Slug, EntryKindName Kind, EntryStatus Status, string Title, string Context, string Body, string BodyHtml, IReadOnlyList<string> Tags, IReadOnlyList<StackView> Stacks,
    string? SourceUrl, EntryAuthorView Author, DateTimeOffset PublishedAt, DateTimeOffset UpdatedAt, int Citations, string? DeprecatedReason, EntryLinkView? ReplacedBy, QuestionLinkView? Answers, bool IsTeams,
    bool MayTidy);

public sealed record QuestionLinkView(Guid Id, string Body);

/// <summary>An entry as its author sees it.</summary>
/// <param name="Body">Markdown as written.</param>
/// <param name="HiddenReason">Why the marketplace has hidden it; null while it has not.</param>
/// <param name="IsIndexed">Answers know its present text.</param>
/// <param name="Space">Who reads it once it is published: <c>public</c> or <c>team</c>.</param>
/// <param name="IsResting">It is for a team whose space its author does not share at present: kept, and not changed.</param>
public sealed record OwnEntryView(
    Guid Id, string Slug, EntryKindName Kind, EntryStatus Status, string Title, string Context, string Body, IReadOnlyList<string> Tags, IReadOnlyList<StackView> Stacks, string? SourceUrl,
    int Revision, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? PublishedAt, string? DeprecatedReason, string? HiddenReason, int Citations, bool IsIndexed, string Space, bool IsResting);

/// <summary>Something that says nearly the same.</summary>
/// <param name="Similarity">0 to 1 by the words and letters of both; from .85 it is likely a duplicate.</param>
public sealed record SimilarView(string Title, string Path, double Similarity);

/// <param name="Entry">Saved in any case: as a draft when it was not published.</param>
/// <param name="Similar">Not empty when it was not published because of these: look at them, then publish with <c>despiteSimilar</c>.</param>
public sealed record LearnedView(OwnEntryView Entry, IReadOnlyList<SimilarView> Similar);

/// <summary>The caller's own entries and what came of them.</summary>
/// <param name="Citations">Of all of them, in answers to others.</param>
/// <param name="CitationsThisMonth">Since the first of this month, UTC.</param>
public sealed record MyEntriesView(IReadOnlyList<OwnEntryView> Items, long Total, string? NextCursor, int Citations, int CitationsThisMonth);
