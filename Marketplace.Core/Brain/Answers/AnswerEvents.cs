namespace Marketplace.Core.Brain.Answers;

/// <summary>What comes while a question is answered: the sources once, sentences as they are checked, the answer as stored at the end.</summary>
public abstract record AnswerEvent;

/// <summary>What was found; an answer's sentences name them by number.</summary>
public sealed record SourcesFound(AnswerState Expected, IReadOnlyList<AnswerSource> Sources) : AnswerEvent;

/// <summary>Its quotes were found in their stored sources a moment ago.</summary>
public sealed record SentenceChecked(AnswerSentence Sentence) : AnswerEvent;

public sealed record AnswerCompleted(KnowledgeAnswer Answer) : AnswerEvent;

/// <summary>A question as somebody put it.</summary>
public sealed record BrainQuestion(Guid AskerId, string Text)
{
    public IReadOnlyList<string> Tags { get; init; } = [];
    public IReadOnlyList<string> Stacks { get; init; } = [];

    /// <summary>Asked on a product's page: only what belongs to it answers.</summary>
    public string? ProductSlug { get; init; }

    /// <summary>As the seller wrote it; the newest when left out.</summary>
    public string? Version { get; init; }
}

/// <summary>A question that may be answered: it is right, its product is there, and it is taken from the asker's month.</summary>
public sealed record AskedQuestion(BrainQuestion Question, string Text, Guid? ProductId, Guid? VersionId, DateOnly Month);

/// <summary>An answer while it is made.</summary>
internal sealed class AnswerDraft(KnowledgeAnswer answer, IReadOnlyList<string> spaces, KnowledgeResult found, Func<AnswerEvent, ValueTask> emit)
{
    public KnowledgeAnswer Answer => answer;

    public IReadOnlyList<string> Spaces => spaces;

    public KnowledgeResult Found => found;

    /// <summary>The asker has seen something of it, so it counts.</summary>
    public bool IsShown { get; private set; }

    public async ValueTask ShowAsync(SourcesFound sources)
    {
        IsShown = true;
        await emit(sources);
    }

    public async ValueTask ShowAsync(AnswerSentence sentence)
    {
        answer.Sentences.Add(sentence);
        IsShown = true;
        await emit(new SentenceChecked(sentence));
    }
}
