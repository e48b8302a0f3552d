namespace Marketplace.Core.Brain.Answers;

/// <summary>How far an answer goes.</summary>
public enum AnswerState
{
    /// <summary>Sentences with quotes that were found in their sources.</summary>
    Answered,

    /// <summary>Sources that may help; nothing in them was sure enough to be called an answer.</summary>
    Related,

    /// <summary>No source answers this.</summary>
    None,
}

/// <summary>Who wrote an answer's sentences.</summary>
public enum AnswerEngine
{
    /// <summary>Nobody: they are cut out of the sources as they stand.</summary>
    Extract,
    Claude,
    OpenAi,
}

public enum SentenceKind
{
    Text,
    Item,

    /// <summary>A fenced block, whole.</summary>
    Code,
}

/// <summary>A piece of a source that stands behind a sentence.</summary>
/// <param name="N">Number of the source among the answer's.</param>
/// <param name="Text">Verbatim but for white space.</param>
public sealed record AnswerQuote(int N, string Text);

/// <param name="Text">Markdown.</param>
/// <param name="Quotes">At least one; each was found in its source before the sentence was shown.</param>
public sealed record AnswerSentence(string Text, SentenceKind Kind, IReadOnlyList<AnswerQuote> Quotes);

/// <summary>A chunk that an answer was made from, as it was then.</summary>
/// <param name="N">From 1.</param>
/// <param name="Extract">Its best sentence, verbatim.</param>
public sealed record AnswerSource(
    int N, Guid ChunkId, Guid DocumentId, int Revision, DocumentKind Kind, Guid AuthorId, string Title, string Heading, string Path, string Extract)
{
    /// <summary>From the asker's team, not public: it earns no public credit.</summary>
    public bool IsTeams { get; init; }
}

/// <summary>
/// What somebody asked and was answered; theirs alone. Kept with all that tells how it came about: engine, model, version of the instructions, tokens, cost, times.
/// </summary>
public sealed class KnowledgeAnswer
{
    public required Guid Id { get; init; }
    public required Guid AskerId { get; init; }
    public required string Question { get; init; }
    public Guid? ProductId { get; init; }
    public Guid? VersionId { get; init; }
    public AnswerState State { get; set; } = AnswerState.None;
    public AnswerEngine Engine { get; set; } = AnswerEngine.Extract;

    /// <summary>How sure the search was, 0 to 1; comparable between answers of one embedding model.</summary>
    public double Confidence { get; set; }

    /// <summary>The language model that was asked, also when what it wrote was not used.</summary>
    public string? Model { get; set; }
    public string? PromptVersion { get; set; }
    public int InputTokens { get; set; }
    public int OutputTokens { get; set; }
    public int CacheReadTokens { get; set; }
    public int CacheWriteTokens { get; set; }

    /// <summary>Millionths of a US dollar; null when the model has no price in the configuration.</summary>
    public long? CostMicros { get; set; }
    public int? FirstTokenMs { get; set; }
    public int LatencyMs { get; set; }
    public string? StopReason { get; set; }

    /// <summary>Why this is less than was hoped for; see <see cref="AnswerNote"/>.</summary>
    public string? Note { get; set; }

    /// <summary>It was cut off: what is here was checked like any other.</summary>
    public bool IsPartial { get; set; }

    /// <summary>What the model wrote and nobody saw: citations that were not in their source, sentences without any.</summary>
    public int DroppedCitations { get; set; }
    public int DroppedSentences { get; set; }
    public List<AnswerSource> Sources { get; set; } = [];
    public List<AnswerSentence> Sentences { get; set; } = [];

    /// <summary>What the asker says; null until they do.</summary>
    public bool? IsHelpful { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Why an answer is less than was hoped for, as stored and on the wire.</summary>
public static class AnswerNote
{
    public const string NoModel = "no_model";

    /// <summary>A model is configured, but the asker's plan has none.</summary>
    public const string Plan = "plan";
    public const string Budget = "budget";
    public const string Overloaded = "overloaded";
    public const string Failed = "failed";
    public const string TooSlow = "too_slow";
    public const string NotGrounded = "not_grounded";
    public const string Refused = "refused";
    public const string TooLong = "too_long";
    public const string CutOff = "cut_off";
    public const string Canceled = "canceled";
}

/// <summary>That a document was quoted in an answer; how authors are credited. It outlives the chunk and the document.</summary>
public sealed class AnswerCitation
{
    public required Guid AnswerId { get; init; }

    /// <summary>From 0, over all quotes of the answer.</summary>
    public required int Position { get; init; }
    public required int N { get; init; }
    public required Guid DocumentId { get; init; }
    public required int Revision { get; init; }
    public required Guid ChunkId { get; init; }
    public required Guid AuthorId { get; init; }

    /// <summary>False for questions that authors ask themselves.</summary>
    public required bool Counts { get; init; }
    public required string Quote { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
