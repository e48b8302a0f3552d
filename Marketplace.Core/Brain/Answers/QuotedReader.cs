using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.SemanticKernel;
using OpenAI.Chat;

namespace Marketplace.Core.Brain.Answers;

/// <summary>
/// Reads what a model without citations of its own was asked to write: lines <c>S: a sentence</c>, each with lines <c>Q[2]: a copied passage</c> below.
/// Any other line is passed over.
/// </summary>
internal sealed partial class QuotedReader(ModelCall call)
{
    private readonly StringBuilder line = new();
    private readonly StringBuilder all = new();
    private string? sentence;
    private List<AnswerQuote> quotes = [];

    public async IAsyncEnumerable<ModelSentence> ReadAsync(IAsyncEnumerable<StreamingChatMessageContent> stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var content in stream.WithCancellation(cancellationToken))
        {
            Account(content);
            if (content.Content is not { Length: > 0 } piece)
            {
                continue;
            }

            call.Wrote(piece);
            all.Append(piece);
            foreach (var character in piece)
            {
                if (character == '\n')
                {
                    if (Take() is { } done)
                    {
                        yield return done;
                    }
                }
                else
                {
                    line.Append(character);
                }
            }
        }

        call.Ended(all.ToString());
        if (Take() is { } next)
        {
            yield return next;
        }

        // The last sentence, unless the stream broke off within it.
        if (call.StopReason is not null && Complete() is { } last)
        {
            yield return last;
        }
    }

    /// <returns>The sentence before, once the next one begins.</returns>
    private ModelSentence? Take()
    {
        var text = line.ToString().Trim();
        line.Clear();
        if (text.StartsWith("S:", StringComparison.Ordinal))
        {
            var before = Complete();
            sentence = text[2..].Trim();
            return before;
        }

        if (Quote().Match(text) is { Success: true } match && sentence is not null)
        {
            quotes.Add(new(int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture), match.Groups[2].Value.Trim().Trim('"', '“', '”')));
        }

        return null;
    }

    private ModelSentence? Complete()
    {
        var complete = sentence is { Length: > 0 } text ? new ModelSentence(text, SentenceKind.Text, quotes) : null;
        (sentence, quotes) = (null, []);
        return complete;
    }

    private void Account(StreamingChatMessageContent content)
    {
        if (content.InnerContent is not StreamingChatCompletionUpdate update)
        {
            return;
        }

        if (update.Usage is { } usage)
        {
            var cached = usage.InputTokenDetails?.CachedTokenCount ?? 0;
            (call.InputTokens, call.CacheReadTokens) = (usage.InputTokenCount - cached, cached);
            call.Output(usage.OutputTokenCount);
        }

        call.StopReason = update.FinishReason switch
        {
            null => call.StopReason,
            ChatFinishReason.Stop => ModelStop.EndTurn,
            ChatFinishReason.Length => ModelStop.MaxTokens,
            ChatFinishReason.ContentFilter => ModelStop.Refusal,
            _ => ModelStop.ToolUse,
        };
    }

    [GeneratedRegex(@"^Q\[(\d{1,3})\]:\s*(.+)$", RegexOptions.Singleline)]
    private static partial Regex Quote();
}

/// <summary>Why a model stopped, in the words of the Messages API.</summary>
internal static class ModelStop
{
    public const string EndTurn = "end_turn";
    public const string MaxTokens = "max_tokens";
    public const string Refusal = "refusal";
    public const string ToolUse = "tool_use";
}
