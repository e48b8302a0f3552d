namespace Marketplace.Core.Search;

/// <summary>A query resolved against the index: which terms are looked up, and which of them choose the products.</summary>
/// <param name="Terms">Each once, ready for the score: the weight holds the inverse document frequency.</param>
/// <param name="Words">How many words the query has that mean something here.</param>
/// <param name="Required">How many different words a product must have.</param>
/// <param name="Choosing">
/// Terms of the rarest words, one more word than may be missing: every match has one of them, so the long postings of frequent words
/// are only looked up, never walked.
/// </param>
/// <param name="Documents">At most so many products have one of them.</param>
internal sealed record QueryPlan(IReadOnlyList<QueryTerm> Terms, int Words, int Required, IReadOnlyList<int> Choosing, int Documents)
{
    public static QueryPlan Strict(IReadOnlyList<ResolvedWord> words, int documents)
    {
        var required = SearchPolicy.RequiredWords(words.Count);
        return Create(words, documents, required, ByRarity(words).Take(words.Count - required + 1));
    }

    /// <summary>Any of the rarer words will do; of frequent words only, the rarest.</summary>
    public static QueryPlan Wide(IReadOnlyList<ResolvedWord> words, int documents)
    {
        var rare = words.Where(word => word.Documents <= SearchPolicy.RareWord(documents)).ToList();
        return Create(words, documents, 1, rare.Count > 0 ? rare : ByRarity(words).Take(1));
    }

    private static QueryPlan Create(IReadOnlyList<ResolvedWord> words, int documents, int required, IEnumerable<ResolvedWord> choosing)
    {
        var terms = words
            .SelectMany((word, index) => word.Terms.Select(term => (Term: term, Bit: 1 << index)))
            .GroupBy(pair => pair.Term.Id)
            .Select(group => new QueryTerm(
                group.Key,
                group.Aggregate(0, (bits, pair) => bits | pair.Bit),
                group.Sum(pair => pair.Term.Weight * SearchPolicy.InverseDocumentFrequency(documents, pair.Term.Documents))));
        var chosen = choosing.SelectMany(word => word.Terms).DistinctBy(term => term.Id).ToList();
        return new([.. terms], words.Count, required, [.. chosen.Select(term => term.Id)], chosen.Sum(term => term.Documents));
    }

    private static IOrderedEnumerable<ResolvedWord> ByRarity(IEnumerable<ResolvedWord> words) => words.OrderBy(word => word.Documents);
}

/// <param name="Words">Bits of the query's words that it stands for.</param>
internal sealed record QueryTerm(int Id, int Words, double Weight);

/// <summary>A word of the query with the terms of the index that stand for it.</summary>
internal sealed record ResolvedWord(IReadOnlyList<ResolvedTerm> Terms)
{
    /// <summary>At most this many products have the word.</summary>
    public int Documents => Terms.Sum(term => term.Documents);
}

internal sealed record ResolvedTerm(int Id, int Documents, double Weight);
