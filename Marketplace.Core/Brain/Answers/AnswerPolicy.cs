namespace Marketplace.Core.Brain.Answers;

/// <summary>Sizes of answers and of what goes into them.</summary>
public static class AnswerPolicy
{
    public const int MinQuestion = 3;

    /// <summary>Passages that an answer is made from, and characters of each.</summary>
    public const int MaxPassages = 8;
    public const int MaxPassage = 1_400;

    /// <summary>Of an extract: sentences, and characters over them; a block of code comes on top.</summary>
    public const int MaxSentences = 4;
    public const int MaxExtract = 600;
    public const int MaxCode = 1_500;

    /// <summary>Tokens that a model may write.</summary>
    public const int MaxOutputTokens = 1_024;

    /// <summary>A quote shorter than this proves nothing: it is found by chance.</summary>
    public const int MinQuote = 12;

    /// <summary>Sentences of a model that are shown; what comes after is not waited for.</summary>
    public const int MaxModelSentences = 24;

    public const int DefaultTimeLimitSeconds = 45;

    /// <summary>Changes with the instructions, and is kept with each answer.</summary>
    public const string PromptVersion = "answers-1";
}
