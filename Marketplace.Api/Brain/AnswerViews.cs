using System.Globalization;
using Marketplace.Contracts.Brain;
using Marketplace.Core.Accounts;
using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Answers;

namespace Marketplace.Api.Brain;

/// <summary>Answers on the wire, and in words.</summary>
internal static class AnswerViews
{
    public static BrainAnswerView ToView(KnowledgeAnswer answer) => ToView(new ReopenedAnswer(answer, answer.Sources, answer.Sentences, 0));

    public static BrainAnswerView ToView(ReopenedAnswer reopened)
    {
        var (answer, state) = (reopened.Answer, StatusOf(reopened.Answer.State));
        var hasNothing = answer.State != AnswerState.Answered;
        return new(
            answer.Id,
            answer.Question,
            state,
            LabelOf(answer),
            answer.Model,
            answer.Note,
            MessageOf(answer),
            answer.IsPartial,
            reopened.Withdrawn,
            [.. reopened.Sentences.Select(ToView)],
            [.. reopened.Sources.Select(ToView)],
            hasNothing && answer.ProductId is null,
            hasNothing && answer.ProductId is not null,
            answer.IsHelpful,
            answer.CreatedAt);
    }

    public static AnswerSourcesView ToView(SourcesFound found) => new(StatusOf(found.Expected), [.. found.Sources.Select(ToView)]);

    public static AnswerSentenceView ToView(AnswerSentence sentence) => new(
        sentence.Kind switch
        {
            SentenceKind.Text => AnswerSentenceKind.Text,
            SentenceKind.Item => AnswerSentenceKind.Item,
            _ => AnswerSentenceKind.Code,
        },
        sentence.Text,
        AnswerMarkdown.ToHtml(sentence.Text),
        [.. sentence.Quotes.Select(quote => new AnswerQuoteView(quote.N, quote.Text))]);

    public static BrainUsageView ToView(QuestionUsage usage, bool isModelConfigured) => new(
        usage.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), usage.Used, usage.Limit, PlanText.Name(usage.Plan), usage.ResetsAt, WriterOf(usage.Plan, isModelConfigured),
        PlanTable.PlanWithMore(PlanFeature.BrainQuestions, usage.Plan) is { } more ? PlanText.Name(more) : null);

    private static AnswerWriter WriterOf(Plan plan, bool isModelConfigured) => (isModelConfigured, PlanTable.Allows(plan, PlanFeature.CloudBrain)) switch
    {
        (false, _) => AnswerWriter.Extract,
        (true, false) => AnswerWriter.ExtractByPlan,
        (true, true) => AnswerWriter.Model,
    };

    public static string KindName(DocumentKind kind) => kind.ToString().ToLowerInvariant();

    private static AnswerSourceView ToView(AnswerSource source) => new(source.N, KindName(source.Kind), source.Title, source.Heading, source.Path, source.Extract, source.IsTeams);

    private static AnswerStatus StatusOf(AnswerState state) => state switch
    {
        AnswerState.Answered => AnswerStatus.Answered,
        AnswerState.Related => AnswerStatus.Related,
        _ => AnswerStatus.None,
    };

    private static string LabelOf(KnowledgeAnswer answer) => (answer.Engine, answer.Note) switch
    {
        (AnswerEngine.Claude, _) => "Claude, from the sources below",
        (AnswerEngine.OpenAi, _) => "Language model, from the sources below",
        (_, AnswerNote.NoModel or null) => "Extract: no language model configured",
        (_, AnswerNote.Plan) => "Extract: your plan has no language model",
        _ => "Extract: word for word from the sources below",
    };

    private static string MessageOf(KnowledgeAnswer answer) => answer.State switch
    {
        AnswerState.None when answer.ProductId is not null => "Nothing that the seller has opened answers this. You can ask the seller.",
        AnswerState.None => "No entry answers this. You can put it to the community.",
        AnswerState.Related => "Possibly related. None of these is sure to answer the question.",
        _ => NoteText(answer.Note) ?? "Every sentence is backed by a quote from its source.",
    };

    private static string? NoteText(string? note) => note switch
    {
        null => null,
        AnswerNote.NoModel => "These sentences stand in their sources word for word.",
        AnswerNote.Plan => "These sentences stand in their sources word for word. With the Pro plan a language model writes the answer from them.",
        AnswerNote.Budget => "Today's budget for the language model is used up, so these are sentences from the sources, word for word.",
        AnswerNote.Overloaded => "The language model is overloaded at the moment, so these are sentences from the sources, word for word.",
        AnswerNote.TooSlow => "The language model took too long. What you see was checked.",
        AnswerNote.NotGrounded => "What the language model wrote was not borne out by the sources, so these are their own sentences.",
        AnswerNote.Refused => "The language model declined to answer, so these are sentences from the sources, word for word.",
        AnswerNote.TooLong => "The answer was cut at its greatest length. What you see was checked.",
        AnswerNote.CutOff => "The connection to the language model broke off. What you see was checked.",
        AnswerNote.Canceled => "You left before the answer was complete. What you see was checked.",
        _ => "The language model did not answer, so these are sentences from the sources, word for word.",
    };
}
