using Marketplace.Core.Catalog;

namespace Marketplace.Core.Brain.Retrieval;

/// <summary>A word of a question as it is looked for: every term that counts for it, and how much it says.</summary>
/// <param name="Rarity">Of its best known term among the public chunks; an unknown word says most.</param>
internal sealed record WeighedWord(string Term, IReadOnlyList<(string Term, double Weight)> Terms, double Rarity);

/// <summary>A question, weighed against the corpus, and how well a chunk answers to it word by word.</summary>
internal sealed record Question(IReadOnlyList<WeighedWord> Words, CorpusFigures Figures, IReadOnlyDictionary<string, double> RarityOf)
{
    private readonly double total = Words.Sum(word => word.Rarity);
    private readonly HashSet<string> asked = Words.SelectMany(word => word.Terms).Select(term => term.Term).ToHashSet(StringComparer.Ordinal);

    public static async Task<(Question Question, WordMatches Matches)> AskAsync(WordIndex index, KnowledgeQuery query, CancellationToken cancellationToken)
    {
        var (figures, filter) = (await index.ReadFiguresAsync(cancellationToken), ChunkFilter(query));
        var words = KnowledgeTokenizer.Asked(query.Text).Select(word => (Term: word.Terms[0].Term, word.Terms)).ToList();
        if (words.Count == 0)
        {
            return (new([], figures, new Dictionary<string, double>()), new(new Dictionary<string, long>(), new HashSet<string>(), []));
        }

        var matches = await index.FindAsync(TermsOf(words), filter, figures, cancellationToken);
        var corrected = false;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Terms.All(term => matches.Chunks[term.Term] == 0) && await index.CorrectAsync(words[i].Term, cancellationToken) is { Count: > 0 } near)
            {
                // Words of one's own drafts stay what they are.
                words[i] = matches.Own.Contains(words[i].Term) ? (words[i].Term, [.. words[i].Terms, .. near]) : (near[0].Term, near);
                corrected = true;
            }
        }

        matches = corrected ? await index.FindAsync(TermsOf(words), filter, figures, cancellationToken) : matches;
        return (Weigh(words, figures, matches), matches);
    }

    /// <summary>BM25 of a chunk.</summary>
    public double WordScore(IEnumerable<(string Term, float Frequency)> terms, int length)
    {
        var frequencies = terms.ToDictionary(term => term.Term, term => term.Frequency, StringComparer.Ordinal);
        return Words.SelectMany(word => word.Terms)
            .DistinctBy(term => term.Term)
            .Where(term => frequencies.ContainsKey(term.Term))
            .Sum(term => term.Weight * RetrievalPolicy.WordScore(RarityOf[term.Term], frequencies[term.Term], length, Figures.AverageLength));
    }

    /// <summary>The share of what the question's words say that a chunk with these terms has.</summary>
    public double Coverage(IEnumerable<string> terms)
    {
        var known = terms.ToHashSet(StringComparer.Ordinal);
        return total == 0 ? 0 : Math.Min(1, Words.Sum(word => word.Rarity * word.Terms.Where(term => known.Contains(term.Term)).Select(term => term.Weight).DefaultIfEmpty(0).Max()) / total);
    }

    /// <summary>How many of the labels were asked for, by the query or by being named in the question.</summary>
    public int Named(IEnumerable<string> labels, IReadOnlyCollection<string> wanted) => labels.Distinct().Count(label => wanted.Contains(label) || IsNamed(label) || IsNamed(StackVocabulary.Label(label)));

    private bool IsNamed(string label) => KnowledgeTokenizer.Asked(label) is { Count: > 0 } words && words.All(word => asked.Contains(word.Terms[0].Term));

    private static Question Weigh(List<(string Term, IReadOnlyList<(string Term, double Weight)> Terms)> words, CorpusFigures figures, WordMatches matches)
    {
        var rarity = matches.Chunks.ToDictionary(pair => pair.Key, pair => RetrievalPolicy.InverseDocumentFrequency(Math.Max(figures.Chunks, pair.Value), pair.Value), StringComparer.Ordinal);
        return new(
            [.. words.Select(word => new WeighedWord(word.Term, word.Terms, rarity[word.Terms.OrderBy(term => matches.Chunks[term.Term] == 0).First().Term]))],
            figures,
            rarity);
    }

    private static List<(string Term, double Weight)> TermsOf(List<(string Term, IReadOnlyList<(string Term, double Weight)> Terms)> words) =>
        [.. words.SelectMany(word => word.Terms).GroupBy(term => term.Term, StringComparer.Ordinal).Select(group => (group.Key, group.Max(term => term.Weight)))];

    private static Vectors.ChunkFilter ChunkFilter(KnowledgeQuery query) => Vectors.ChunkFilter.Of(query);
}
