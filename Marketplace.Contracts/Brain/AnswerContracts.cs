using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Marketplace.Contracts.Brain;

public static class AnswerRoutes
{
    public const string Query = "/api/brain/query";
    public const string Usage = "/api/brain/usage";
    public const string Answers = "/api/brain/answers";

    /// <summary>For editors that speak the Model Context Protocol.</summary>
    public const string Mcp = "/mcp";

    /// <summary>What <c>Accept</c> names to have the answer while it is made.</summary>
    public const string EventStream = "text/event-stream";
}

/// <summary>A question to the Brain.</summary>
public sealed record BrainQueryRequest
{
    /// <summary>In plain words.</summary>
    [Required(ErrorMessage = "Write your question first."), StringLength(600, MinimumLength = 3, ErrorMessage = "Use 3 to 600 characters.")]
    public string Question { get; set; } = "";

    /// <summary>Lift what has them; nothing is left out for lacking them.</summary>
    [MaxLength(8, ErrorMessage = "Use at most 8 tags.")]
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>As <see cref="Tags"/>.</summary>
    [MaxLength(8, ErrorMessage = "Use at most 8 stacks.")]
    public IReadOnlyList<string> Stacks { get; set; } = [];

    /// <summary>Only what the seller has opened of this product and its answered questions may answer.</summary>
    [StringLength(120)]
    public string? ProductSlug { get; set; }

    /// <summary>Of the product; the newest when left out.</summary>
    [StringLength(64)]
    public string? Version { get; set; }
}

/// <summary>How far an answer goes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AnswerStatus>))]
public enum AnswerStatus
{
    /// <summary>Sentences with quotes.</summary>
    [JsonStringEnumMemberName("answered")]
    Answered,

    /// <summary>Sources that may help are listed.</summary>
    [JsonStringEnumMemberName("related")]
    Related,

    /// <summary>Nothing answers it.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}

[JsonConverter(typeof(JsonStringEnumConverter<AnswerSentenceKind>))]
public enum AnswerSentenceKind
{
    [JsonStringEnumMemberName("text")]
    Text,

    /// <summary>Of a list.</summary>
    [JsonStringEnumMemberName("item")]
    Item,

    /// <summary>A block of code, word for word from its source.</summary>
    [JsonStringEnumMemberName("code")]
    Code,
}

/// <param name="N">Number of the source.</param>
/// <param name="Text">As it stands in the source.</param>
public sealed record AnswerQuoteView(int N, string Text);

/// <param name="Text">Markdown.</param>
/// <param name="Html">The same, sanitised: no images, and no links that lead elsewhere.</param>
/// <param name="Quotes">At least one; each was found in its source before the sentence was shown.</param>
public sealed record AnswerSentenceView(AnswerSentenceKind Kind, string Text, string Html, IReadOnlyList<AnswerQuoteView> Quotes);

/// <param name="N">As the sentences name it; what is not cited may be missing.</param>
/// <param name="Kind"><c>entry</c>, <c>readme</c>, <c>docs</c> or <c>faq</c>.</param>
/// <param name="Heading">The headings above it.</param>
/// <param name="Url">Its page in the shop, without the host.</param>
/// <param name="Extract">Its sentence that fits the question best, word for word.</param>
public sealed record AnswerSourceView(int N, string Kind, string Title, string Heading, string Url, string Extract, bool IsTeams);

/// <summary>An answer; only who asked may see it.</summary>
/// <param name="Label">Who wrote it, for people: <c>Extract: no language model configured</c>.</param>
/// <param name="Model">The language model that was asked; null when none was.</param>
/// <param name="Note">A stable word for why this is less than was hoped for; null when it is not. See docs/brain.md.</param>
/// <param name="Message">The state and the note in words.</param>
/// <param name="IsPartial">It was cut off; what is here was checked.</param>
/// <param name="Withdrawn">Sentences that are left out now because their sources have been changed or taken back.</param>
/// <param name="CanAskCommunity">Nothing answers it: offer to put it to other people.</param>
/// <param name="CanAskSeller">The same on a product's page: offer to pass it to the seller.</param>
/// <param name="Helpful">What the asker said about it.</param>
public sealed record BrainAnswerView(
    Guid Id,
    string Question,
    AnswerStatus State,
    string Label,
    string? Model,
    string? Note,
    string Message,
    bool IsPartial,
    int Withdrawn,
    IReadOnlyList<AnswerSentenceView> Sentences,
    IReadOnlyList<AnswerSourceView> Sources,
    bool CanAskCommunity,
    bool CanAskSeller,
    bool? Helpful,
    DateTimeOffset CreatedAt);

/// <summary>The caller's questions of this calendar month, UTC.</summary>
/// <param name="Month">As <c>2026-03</c>.</param>
/// <param name="Plan"><c>free</c>, <c>pro</c>, <c>team</c> or <c>enterprise</c>.</param>
/// <param name="PlanWithMore">The smallest plan that has more; null when none has.</param>
/// <param name="Writer">Who writes the answers at present.</param>
public sealed record BrainUsageView(string Month, int Used, int Limit, string Plan, DateTimeOffset ResetsAt, AnswerWriter Writer, string? PlanWithMore);

[JsonConverter(typeof(JsonStringEnumConverter<AnswerWriter>))]
public enum AnswerWriter
{
    /// <summary>Sentences of the sources, word for word: no language model is configured.</summary>
    [JsonStringEnumMemberName("extract")] Extract,

    /// <summary>The same, because the plan has no language model.</summary>
    [JsonStringEnumMemberName("extract_by_plan")] ExtractByPlan,

    /// <summary>A language model in the cloud, from the sources.</summary>
    [JsonStringEnumMemberName("model")] Model,
}

public sealed record AnswerFeedbackRequest
{
    [Required]
    public bool? Helpful { get; set; }
}

/// <summary>What comes first of a streamed answer.</summary>
public sealed record AnswerSourcesView(AnswerStatus Expected, IReadOnlyList<AnswerSourceView> Sources);

/// <summary>The stream could not go on; the question is given back to the asker.</summary>
public sealed record AnswerProblemView(int Status, string Code, string Detail);

/// <summary>One event of a streamed answer: exactly one of its parts is set.</summary>
public sealed record AnswerEventView(AnswerSourcesView? Sources = null, AnswerSentenceView? Sentence = null, BrainAnswerView? Done = null, AnswerProblemView? Problem = null);
