using Marketplace.Core.Brain.Retrieval;

namespace Marketplace.Core.Brain.Answers;

/// <summary>How well the best document fits the question.</summary>
/// <param name="Value">0 to 1.</param>
/// <param name="Coverage">Share of the question's weight that the best document has, title and headings with it.</param>
/// <param name="Focus">Share that one sentence with its headings has; one with a number in it, when the question asks for one.</param>
/// <param name="Evidence">The weight itself: a long question whose words are found proves more than a short one.</param>
/// <param name="CoverageLead">How much more of the question its best passage has than any of another document.</param>
/// <param name="ScoreLead">The same of the search's own score.</param>
/// <param name="HasUnknownName">See <see cref="QuestionSigns.Names"/>: one of them is in nothing that was found.</param>
/// <param name="WantsDetail">See <see cref="QuestionSigns.WantsDetail"/>.</param>
/// <param name="TitleShare">Share of the question's weight that the title and headings have: the text is about the same thing, which is not yet an answer.</param>
/// <param name="TakesForGranted">See <see cref="QuestionSigns.TakesForGranted"/>.</param>
/// <param name="StatesAFact">See <see cref="QuestionSigns.StatesAFact"/>.</param>
/// <param name="Words">How many telling words the question has: of a longer one more can be found.</param>
public sealed record AnswerConfidence(
    double Value, double Coverage, double Focus, double Evidence, double CoverageLead, double ScoreLead, bool HasUnknownName, bool WantsDetail, double TitleShare, bool TakesForGranted,
    bool StatesAFact, int Words);

/// <summary>
/// When a question is answered, when sources are only listed, and when there is nothing. A document that answers stands out from the others; one that is merely
/// about the same things does not. The weights are a logistic regression on the first three sets of questions in <c>Tests/Brain</c> over the demo knowledge with the local embedder, without those
/// that want a detail or state a fact (the command <c>brain-answers</c> writes what they were fitted on). On the fourth set, which was not used, they refuse less: docs/brain.md. Only signs that mean something are used, each with
/// the sign that it means: nearness by cosine is not, because questions with a false premise are nearest of all.
/// </summary>
public static class ConfidencePolicy
{
    public const double Answered = .53;
    public const double Related = .20;

    /// <summary>
    /// Almost the whole question stands in one document, most of it in one sentence: that needs no lead, as in a product with one README. Who asks for one exact
    /// detail is answered by such a sentence only, and who states something first never: what is near it neither confirms nor corrects them, so they read for themselves.
    /// </summary>
    private const double DirectCoverage = .8;
    private const double DirectFocus = .6;
    private const double Direct = .7;

    /// <summary>With less of the question than this, or one word of it alone, a lead says only that nothing else was found either.</summary>
    private const double MinCoverage = .15;
    private const int MinWords = 2;

    /// <summary>Below these the sources are listed at best.</summary>
    private const double AnsweredCoverage = .25;
    private const int AnsweredWords = 3;

    public static AnswerState StateOf(double confidence) =>
        confidence >= Answered ? AnswerState.Answered : confidence >= Related ? AnswerState.Related : AnswerState.None;

    public static AnswerConfidence Of(string question, KnowledgeResult found) => found.Passages.Count == 0 || found.Terms.Count == 0
        ? new(0, 0, 0, 0, 0, 0, false, false, 0, false, false, 0)
        : Of(question, found, [.. found.Passages.Where(passage => passage.DocumentId == found.Passages[0].DocumentId)]);

    private static AnswerConfidence Of(string question, KnowledgeResult found, IReadOnlyList<Passage> best)
    {
        var weights = Weights(found.Terms);
        var (coverage, focus, evidence, words) = Matched(weights, best, QuestionSigns.WantsNumber(question));
        var others = found.Passages.Where(passage => passage.DocumentId != best[0].DocumentId).ToList();
        var coverageLead = others.Count == 0 ? 0 : best.Max(passage => passage.Coverage) - others.Max(passage => passage.Coverage);
        var scoreLead = others.Count == 0 ? 0 : best.Max(passage => passage.Score) - others.Max(passage => passage.Score);
        var isUnknown = QuestionSigns.Names(question).Any(name => !found.Passages.Any(passage => Says(passage, name)));
        var wantsDetail = QuestionSigns.WantsDetail(question);
        var isGranted = QuestionSigns.TakesForGranted(question);
        var statesAFact = QuestionSigns.StatesAFact(question);
        var titleShare = Weight(weights, KnowledgeTokenizer.Terms($"{best[0].Title}\n{best[0].Heading}").ToHashSet()) / Math.Max(1e-9, weights.Values.Sum());
        var signs = new AnswerConfidence(0, coverage, focus, evidence, coverageLead, scoreLead, isUnknown, wantsDetail, titleShare, isGranted, statesAFact, weights.Count);
        var value = Fit(signs);
        if (coverage >= DirectCoverage && focus >= DirectFocus && !isUnknown && !statesAFact)
        {
            value = Math.Max(value, Direct);
        }
        else if (coverage < MinCoverage || words < MinWords)
        {
            value = 0;
        }
        else if (wantsDetail || statesAFact || coverage < AnsweredCoverage || words < AnsweredWords)
        {
            value = Math.Min(value, (Answered + Related) / 2);
        }

        return signs with { Value = value };
    }

    private static double Fit(AnswerConfidence signs) => 1 / (1 + Math.Exp(
        3.423 - (.1199 * signs.Evidence) - (.1559 * signs.Words) - (2.939 * signs.CoverageLead) - (2.77 * signs.ScoreLead) + (1.752 * signs.TitleShare)
        + (signs.HasUnknownName ? 1.739 : 0) + (signs.TakesForGranted ? .905 : 0)));

    private static (double Coverage, double Focus, double Evidence, int Words) Matched(Dictionary<string, double> weights, IReadOnlyList<Passage> best, bool wantsNumber)
    {
        var total = weights.Values.Sum();
        if (total == 0)
        {
            return (0, 0, 0, 0);
        }

        HashSet<string> document = [];
        var focus = 0.0;
        foreach (var passage in best)
        {
            var above = KnowledgeTokenizer.Terms($"{passage.Title}\n{passage.Heading}").ToHashSet();
            document.UnionWith(above);
            document.UnionWith(KnowledgeTokenizer.Terms(passage.Text));
            focus = MarkdownSentences.Of(passage.Text).Where(sentence => !wantsNumber || sentence.Text.Any(char.IsAsciiDigit))
                .Select(sentence => Weight(weights, [.. above, .. KnowledgeTokenizer.Terms(sentence.Text)]) / total).Append(focus).Max();
        }

        var evidence = Weight(weights, document);
        return (Math.Max(evidence / total, best.Max(passage => passage.Coverage)), focus, evidence, weights.Keys.Count(document.Contains));
    }

    private static Dictionary<string, double> Weights(IReadOnlyList<QueryTerm> terms)
    {
        var telling = terms.Where(term => !QuestionSigns.IsChatter(term.Text)).ToList();
        return (telling.Count > 0 ? telling : terms).GroupBy(term => term.Text).ToDictionary(group => group.Key, group => group.Max(term => term.Weight));
    }

    private static double Weight(Dictionary<string, double> weights, HashSet<string> text) => weights.Where(pair => text.Contains(pair.Key)).Sum(pair => pair.Value);

    private static bool Says(Passage passage, string name) =>
        passage.Text.Contains(name, StringComparison.OrdinalIgnoreCase) || passage.Title.Contains(name, StringComparison.OrdinalIgnoreCase) || passage.Heading.Contains(name, StringComparison.OrdinalIgnoreCase);
}
