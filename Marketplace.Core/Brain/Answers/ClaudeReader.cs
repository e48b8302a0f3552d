using System.Runtime.CompilerServices;
using System.Text;
using Anthropic.Models.Messages;
using Microsoft.SemanticKernel;

namespace Marketplace.Core.Brain.Answers;

/// <summary>
/// Reads Claude's stream as Semantic Kernel hands it on: the SDK's own events are the inner content, and only they have the citations' indexes. A sentence
/// often runs over several blocks of which some are cited, so it is put together first; it has the citations of all blocks it touches.
/// </summary>
internal sealed class ClaudeReader(IReadOnlyList<Passage> passages, ModelCall call)
{
    private readonly IReadOnlyList<IReadOnlyList<string>> blocks = [.. passages.Select(passage => AnswerPrompt.Paragraphs(AnswerPrompt.Cut(passage.Text)))];
    private readonly StringBuilder text = new();
    private readonly List<(int Start, int End, AnswerQuote Quote)> cited = [];
    private readonly List<AnswerQuote> ofBlock = [];
    private int blockStart;
    private int flushed;

    public async IAsyncEnumerable<ModelSentence> ReadAsync(IAsyncEnumerable<StreamingChatMessageContent> stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var content in stream.WithCancellation(cancellationToken))
        {
            if (content.InnerContent is RawMessageStreamEvent native && Take(native))
            {
                foreach (var sentence in Flush(isEnd: false))
                {
                    yield return sentence;
                }
            }
        }

        call.Ended(text.ToString());
        foreach (var sentence in Flush(isEnd: true))
        {
            yield return sentence;
        }
    }

    /// <returns>Whether a block has ended.</returns>
    private bool Take(RawMessageStreamEvent native)
    {
        if (native.TryPickStart(out var start))
        {
            var usage = start.Message.Usage;
            (call.InputTokens, call.CacheReadTokens, call.CacheWriteTokens) = ((int)usage.InputTokens, (int)(usage.CacheReadInputTokens ?? 0), (int)(usage.CacheCreationInputTokens ?? 0));
            call.Output(usage.OutputTokens);
        }
        else if (native.TryPickContentBlockStart(out _))
        {
            blockStart = text.Length;
            ofBlock.Clear();
        }
        else if (native.TryPickContentBlockDelta(out var delta))
        {
            Take(delta.Delta);
        }
        else if (native.TryPickDelta(out var end))
        {
            call.Output(end.Usage.OutputTokens);
            call.StopReason = end.Delta.StopReason?.Raw() ?? call.StopReason;
        }
        else if (native.TryPickContentBlockStop(out _))
        {
            cited.AddRange(ofBlock.Select(quote => (blockStart, text.Length, quote)));
            ofBlock.Clear();
            return true;
        }

        return false;
    }

    private void Take(RawContentBlockDelta delta)
    {
        if (delta.TryPickText(out var written))
        {
            text.Append(written.Text);
            call.Wrote(written.Text);
        }
        else if (delta.TryPickCitations(out var citation))
        {
            // Of another kind, it names nothing that was sent.
            ofBlock.Add(citation.Citation.TryPickCitationsSearchResultLocation(out var location) ? QuoteOf(location) : new(0, ""));
        }
    }

    /// <summary>The quote as it stands in the blocks it names; number 0, which no source has, when it names none or says something else.</summary>
    private AnswerQuote QuoteOf(CitationsSearchResultLocation location)
    {
        var (at, from, to) = (location.SearchResultIndex, location.StartBlockIndex, location.EndBlockIndex);
        if (at < 0 || at >= blocks.Count || from < 0 || to <= from || to > blocks[(int)at].Count)
        {
            return new(0, "");
        }

        // Several blocks come joined without what was between them.
        var named = string.Join("\n\n", blocks[(int)at].Skip((int)from).Take((int)(to - from)));
        return new((int)at + 1, Bare(location.CitedText) == Bare(named) ? named : location.CitedText);
    }

    private static string Bare(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));

    private List<ModelSentence> Flush(bool isEnd)
    {
        var pending = text.ToString(flushed, text.Length - flushed);
        if (!isEnd && !EndsSentence(pending))
        {
            return [];
        }

        List<ModelSentence> sentences = [];
        foreach (var sentence in MarkdownSentences.Of(pending))
        {
            sentences.Add(new(sentence.Text, sentence.Kind, QuotesIn(flushed + sentence.Start, sentence.Text.Length)));
            if (sentence.Code is { Length: > 0 } code)
            {
                sentences.Add(new(code, SentenceKind.Code, QuotesIn(flushed + pending.IndexOf(code, sentence.Start, StringComparison.Ordinal), code.Length)));
            }
        }

        flushed = text.Length;
        return sentences;
    }

    private List<AnswerQuote> QuotesIn(int start, int length) =>
        [.. cited.Where(part => part.Start < start + length && part.End > start).Select(part => part.Quote).Distinct()];

    private static bool EndsSentence(string pending)
    {
        var isFenced = pending.Split("```").Length % 2 == 0;
        return !isFenced && pending.Length > 0 && (pending[^1] == '\n' || pending.TrimEnd()[^Math.Min(1, pending.TrimEnd().Length)..] is "." or "!" or "?");
    }
}
