using Marketplace.Core.Brain.Retrieval;

namespace Marketplace.Core.Brain.Answers;

/// <summary>How well the best document fits the question, and which passages are of it or near it.</summary>
/// <param name="Value">0 to 1.</param>
/// <param name="Coverage">Share of the question's weight that the best document has, title and headings with it.</param>
/// <param name="Focus">Share that one sentence with its headings has.</param>
/// <param name="Missing">Weight of the heaviest word the document lacks, by the heaviest of the question: 1 when what the question is about is not there.</param>
/// <param name="Cosine">Of its best passage; 0 when only words were compared.</param>
public sealed record AnswerConfidence(double Value, double Coverage, double Focus, double Missing, double Cosine);

/// <summary>
/// When a question is answered, when sources are only listed, and when there is nothing. The weights were fitted by logistic regression on questions over the
/// demo knowledge (the command <c>brain-answers</c> prints what they do): coverage and nearness say that a document is about it, a missing heavy word
/// that it is about something else, or that the question takes for true what the source does not say.
/// </summary>
public static class ConfidencePolicy
{
    public const double Answered = .60;
    public const double Related = .30;

    public static AnswerState StateOf(double confidence) =>
        confidence >= Answered ? AnswerState.Answered : confidence >= Related ? AnswerState.Related : AnswerState.None;

    public static AnswerConfidence Of(KnowledgeResult found) => found.Passages.Count == 0 || found.Terms.Count == 0
        ? new(0, 0, 0, 1, 0)
        : Of(found, [.. found.Passages.Where(passage => passage.DocumentId == found.Passages[0].DocumentId)]);

    private static AnswerConfidence Of(KnowledgeResult found, IReadOnlyList<Passage> ofBest)
    {
        var total = found.Terms.Sum(term => term.Weight);
        var heaviest = found.Terms.Max(term => term.Weight);
        var title = KnowledgeTokenizer.Terms(ofBest[0].Title).ToHashSet();
        var document = title.ToHashSet();
        var focus = 0.0;
        foreach (var passage in ofBest)
        {
            var above = title.Concat(KnowledgeTokenizer.Terms(passage.Heading)).ToHashSet();
            document.UnionWith(above);
            document.UnionWith(KnowledgeTokenizer.Terms(passage.Text));
            focus = MarkdownSentences.Of(passage.Text)
                .Select(sentence => Share(found.Terms, above.Concat(KnowledgeTokenizer.Terms(sentence.Text)).ToHashSet(), total)).Append(focus).Max();
        }

        var lacking = found.Terms.Where(term => !document.Contains(term.Text)).ToList();
        var coverage = Math.Max(Share(found.Terms, document, total), ofBest.Max(passage => passage.Coverage));
        var missing = lacking.Count == 0 || heaviest == 0 ? 0 : lacking.Max(term => term.Weight) / heaviest;
        var cosine = found.Model is null ? 0 : Math.Max(0, ofBest.Max(passage => passage.Cosine));
        return new(Fit(coverage, focus, missing, cosine, found.Model), coverage, focus, missing, cosine);
    }

    private static double Fit(double coverage, double focus, double missing, double cosine, string? model) => model is null
        ? Math.Clamp((coverage + focus) / 2 - (.1 * missing), 0, 1)
        : Math.Clamp(((coverage + focus) / 2 * .6) + (cosine * .4) - (.1 * missing), 0, 1);

    private static double Share(IReadOnlyList<QueryTerm> terms, HashSet<string> text, double total) =>
        total == 0 ? 0 : terms.Where(term => text.Contains(term.Text)).Sum(term => term.Weight) / total;
}
