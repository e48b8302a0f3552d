namespace Marketplace.Core.Brain.Answers;

/// <summary>A sentence as a model wrote it, with what it says its proof is; nothing of it is checked yet.</summary>
internal sealed record ModelSentence(string Text, SentenceKind Kind, IReadOnlyList<AnswerQuote> Quotes);

/// <summary>One call to a language model while it runs: what it has used is known also when it ends badly.</summary>
internal sealed class ModelCall(TimeProvider time)
{
    /// <summary>For counting what a cut-off call has written; services tell it at the end only.</summary>
    private const int CharactersPerToken = 4;

    private readonly long startedAt = time.GetTimestamp();
    private int reportedOutput;

    public int InputTokens { get; set; }
    public int CacheReadTokens { get; set; }
    public int CacheWriteTokens { get; set; }
    public string? StopReason { get; set; }
    public TimeSpan? FirstToken { get; private set; }
    public int Characters { get; private set; }
    public bool SaysNoAnswer { get; private set; }

    public ModelUsage Usage => new(InputTokens, Math.Max(reportedOutput, StopReason is null ? Characters / CharactersPerToken : 0), CacheReadTokens, CacheWriteTokens);

    public void Output(long tokens) => reportedOutput = (int)Math.Max(reportedOutput, tokens);

    public void Wrote(string text)
    {
        FirstToken ??= time.GetElapsedTime(startedAt);
        Characters += text.Length;
    }

    public void Ended(string text) => SaysNoAnswer = text.TrimStart(' ', '\n', '*', '`').StartsWith(AnswerPrompt.NoAnswer, StringComparison.Ordinal);
}
