using System.ClientModel;
using System.Net;
using Anthropic.Exceptions;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;

namespace Marketplace.Core.Brain.Answers;

/// <summary>
/// Has a language model answer, and shows of it what holds: a sentence whose quotes are in the stored sources and whose numbers and addresses are there too.
/// Everything else is dropped and counted. When nothing is left, or the model does not answer, the caller has the extract.
/// </summary>
public sealed class WriteByModel(LanguageModel model, CloudBrain cloud, ModelBudget budget, CitationCheck citations, AnswerMeter meter, TimeProvider time, ILogger<WriteByModel> logger)
{
    private const int OverloadedStatus = 529;

    /// <returns>Whether the answer now has sentences; its note says why when it has none or not all.</returns>
    internal async Task<bool> TryAsync(AnswerDraft draft, CancellationToken cancellationToken)
    {
        var answer = draft.Answer;
        if (model.Settings is not { } settings)
        {
            answer.Note = AnswerNote.NoModel;
            return false;
        }

        if (!await cloud.IsForAsync(answer.AskerId, cancellationToken))
        {
            answer.Note = AnswerNote.Plan;
            return false;
        }

        var estimate = model.Estimate(answer.Question, draft.Found.Passages) ?? 0;
        if (await budget.ReserveAsync(estimate, settings.DailyBudgetMicros, cancellationToken) is not { } day)
        {
            answer.Note = AnswerNote.Budget;
            return false;
        }

        var call = new ModelCall(time);
        (answer.Model, answer.PromptVersion) = (settings.Model, AnswerPolicy.PromptVersion);
        try
        {
            answer.Note = await CallAsync(draft, call, cancellationToken);
        }
        finally
        {
            Account(answer, call, settings);

            // Also for somebody who left: what was used is used.
            await budget.SettleAsync(day, estimate, answer.CostMicros ?? 0, CancellationToken.None);
        }

        return Conclude(answer, call, settings.Engine);
    }

    private async Task<string?> CallAsync(AnswerDraft draft, ModelCall call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(model.TimeLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await foreach (var sentence in model.Ask(draft.Answer.Question, draft.Found.Passages, call, both.Token))
            {
                await CheckAsync(draft, sentence, both.Token);
                if (draft.Answer.Sentences.Count == AnswerPolicy.MaxModelSentences)
                {
                    return AnswerNote.TooLong;
                }
            }

            return call.StopReason is null ? AnswerNote.CutOff : null;
        }
        catch (Exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return AnswerNote.TooSlow;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whatever a service does, the asker gets an answer: the extract.
            logger.LogWarning(exception, "The language model did not answer");
            return call.Characters > 0 ? AnswerNote.CutOff : IsOverloaded(exception) ? AnswerNote.Overloaded : AnswerNote.Failed;
        }
    }

    private async Task CheckAsync(AnswerDraft draft, ModelSentence sentence, CancellationToken cancellationToken)
    {
        var quotes = await citations.KeepAsync(sentence.Quotes, draft.Found.Passages, draft.Spaces, cancellationToken);
        draft.Answer.DroppedCitations += sentence.Quotes.Count - quotes.Count;
        var sources = quotes.Select(quote => draft.Found.Passages[quote.N - 1].Text).ToList();
        var isSupported = quotes.Count > 0 && (sentence.Kind == SentenceKind.Code
            ? sources.Any(source => QuotePolicy.IsVerbatim(WithoutFence(sentence.Text), source))
            : QuotePolicy.KeepsToSources(sentence.Text, draft.Answer.Question, sources));
        if (isSupported)
        {
            await draft.ShowAsync(new AnswerSentence(sentence.Text, sentence.Kind, quotes));
        }
        else
        {
            draft.Answer.DroppedSentences++;
        }
    }

    private static bool Conclude(KnowledgeAnswer answer, ModelCall call, AnswerEngine engine)
    {
        answer.StopReason = call.StopReason;
        if (answer.Note is null && call.StopReason == ModelStop.Refusal)
        {
            answer.Note = AnswerNote.Refused;
        }

        if (answer.Sentences.Count == 0)
        {
            answer.Note ??= call.SaysNoAnswer ? null : AnswerNote.NotGrounded;
            return false;
        }

        answer.Note ??= call.StopReason == ModelStop.MaxTokens ? AnswerNote.TooLong : null;
        (answer.Engine, answer.IsPartial) = (engine, answer.Note is not null);
        return true;
    }

    private void Account(KnowledgeAnswer answer, ModelCall call, ModelSettings settings)
    {
        var usage = call.Usage;
        (answer.InputTokens, answer.OutputTokens, answer.CacheReadTokens, answer.CacheWriteTokens) = (usage.InputTokens, usage.OutputTokens, usage.CacheReadTokens, usage.CacheWriteTokens);
        answer.CostMicros = settings.Price?.Micros(usage);
        answer.FirstTokenMs = call.FirstToken is { } first ? (int)first.TotalMilliseconds : null;
        answer.StopReason = call.StopReason;
        meter.Called(settings, usage, answer.CostMicros, call.FirstToken);
    }

    private static bool IsOverloaded(Exception exception) => exception switch
    {
        AnthropicApiException anthropic => IsOverloaded((int)anthropic.StatusCode),
        HttpOperationException { StatusCode: { } status } => IsOverloaded((int)status),
        ClientResultException openAi => IsOverloaded(openAi.Status),
        _ => false,
    };

    private static bool IsOverloaded(int status) => status is OverloadedStatus or (int)HttpStatusCode.ServiceUnavailable or (int)HttpStatusCode.TooManyRequests;

    /// <summary>The lines between the fences: what surrounds them is the model's own.</summary>
    private static string WithoutFence(string code)
    {
        var lines = code.Split('\n');
        return lines.Length > 2 ? string.Join('\n', lines[1..^1]) : code;
    }
}
