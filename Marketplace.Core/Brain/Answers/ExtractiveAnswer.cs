using System.Text.RegularExpressions;
using Marketplace.Core.Brain.Retrieval;

namespace Marketplace.Core.Brain.Answers;

/// <summary>
/// An answer without a language model: two to four sentences of the best passages, word for word, each with its source, and at most one block of code when the
/// question asks how. Nothing is rephrased.
/// </summary>
public static partial class ExtractiveAnswer
{
    /// <summary>Sentences of other documents than the best count this much.</summary>
    private const double OtherDocument = .6;

    /// <summary>What sentences share with one already chosen counts against them this much.</summary>
    private const double Redundancy = .5;

    /// <summary>Sentences this far below the best one are left out.</summary>
    private const double Worst = .35;

    private sealed record Candidate(int N, MarkdownSentence Sentence, HashSet<string> Terms, double Score);

    public static IReadOnlyList<AnswerSentence> Of(string question, KnowledgeResult found)
    {
        var candidates = Candidates(found).OrderByDescending(candidate => candidate.Score).ToList();
        var chosen = Choose(candidates);
        if (chosen.Count == 0)
        {
            return [];
        }

        var code = AsksHow().IsMatch(question) ? CodeOf(chosen) : null;
        var answer = new List<AnswerSentence>();
        foreach (var candidate in chosen.OrderBy(candidate => candidate.N == chosen[0].N ? 0 : candidate.N).ThenBy(candidate => candidate.Sentence.Start))
        {
            answer.Add(Cited(candidate.N, candidate.Sentence.Text, candidate.Sentence.Kind));
            if (code is not null && ReferenceEquals(code, candidate))
            {
                answer.Add(Cited(candidate.N, candidate.Sentence.Code!, SentenceKind.Code));
            }
        }

        return answer;
    }

    /// <summary>The one sentence that shows best what a passage has to do with the question.</summary>
    public static string ExtractOf(Passage passage, IReadOnlyList<QueryTerm> terms)
    {
        var weights = Weights(terms);
        var best = MarkdownSentences.Of(passage.Text)
            .OrderByDescending(sentence => Overlap(KnowledgeTokenizer.Terms(sentence.Text).ToHashSet(), weights)).FirstOrDefault()?.Text ?? passage.Text;
        return best.Length <= AnswerPolicy.MaxExtract ? best : best[..AnswerPolicy.MaxExtract];
    }

    private static AnswerSentence Cited(int n, string text, SentenceKind kind) => new(text, kind, [new(n, text)]);

    private static IEnumerable<Candidate> Candidates(KnowledgeResult found)
    {
        var weights = Weights(found.Terms);
        var total = Math.Max(found.Terms.Sum(term => term.Weight), double.Epsilon);
        var (top, best) = (Math.Max(found.Passages.Select(passage => passage.Score).DefaultIfEmpty(0).Max(), double.Epsilon), found.Passages.Count > 0 ? found.Passages[0].DocumentId : default);
        for (var n = 1; n <= found.Passages.Count; n++)
        {
            var passage = found.Passages[n - 1];
            var above = Overlap(KnowledgeTokenizer.Terms(passage.Title).Concat(KnowledgeTokenizer.Terms(passage.Heading)).ToHashSet(), weights) / total;
            foreach (var (sentence, position) in MarkdownSentences.Of(passage.Text).Select((sentence, position) => (sentence, position)))
            {
                // Who writes well says first what it is about.
                var lead = position == 0 && passage.Heading.Length == 0 ? .25 : 0;
                var terms = KnowledgeTokenizer.Terms(sentence.Text).ToHashSet();
                var score = (Overlap(terms, weights) / total) + (.3 * Math.Max(0, passage.Cosine)) + (.3 * passage.Score / top) + (.15 * above) + lead;
                if (sentence.Text.Length <= AnswerPolicy.MaxExtract && terms.Count > 1 && !sentence.Text.EndsWith('?'))
                {
                    yield return new(n, sentence, terms, passage.DocumentId == best ? score : score * OtherDocument);
                }
            }
        }
    }

    /// <summary>Maximal marginal relevance: the best first, then what adds most to what is there.</summary>
    private static List<Candidate> Choose(List<Candidate> candidates)
    {
        List<Candidate> chosen = [];
        var length = 0;
        while (chosen.Count < AnswerPolicy.MaxSentences)
        {
            var next = candidates.Where(candidate => !chosen.Contains(candidate) && length + candidate.Sentence.Text.Length <= AnswerPolicy.MaxExtract)
                .Select(candidate => (candidate, Value: candidate.Score - (Redundancy * chosen.Select(other => Likeness(candidate.Terms, other.Terms)).DefaultIfEmpty(0).Max())))
                .OrderByDescending(pair => pair.Value).FirstOrDefault();
            if (next.candidate is null || (chosen.Count > 0 && next.Value < Worst * chosen[0].Score))
            {
                return chosen;
            }

            chosen.Add(next.candidate);
            length += next.candidate.Sentence.Text.Length;
        }

        return chosen;
    }

    private static Candidate? CodeOf(List<Candidate> chosen) =>
        chosen.FirstOrDefault(candidate => candidate.N == chosen[0].N && candidate.Sentence.Code is { Length: > 0 and <= AnswerPolicy.MaxCode });

    private static Dictionary<string, double> Weights(IReadOnlyList<QueryTerm> terms) =>
        terms.GroupBy(term => term.Text).ToDictionary(group => group.Key, group => group.Max(term => term.Weight));

    private static double Overlap(HashSet<string> terms, Dictionary<string, double> weights) => terms.Sum(term => weights.GetValueOrDefault(term));

    private static double Likeness(HashSet<string> left, HashSet<string> right)
    {
        var shared = left.Count(right.Contains);
        return shared == 0 ? 0 : (double)shared / (left.Count + right.Count - shared);
    }

    [GeneratedRegex(@"\b(how|example|sample|snippet|code|command|query|script|syntax|write|implement|configure|set ?up|set|create|add)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AsksHow();
}
