namespace Marketplace.Core.Search;

/// <summary>A query resolved against the index: which terms are looked up, and which of them choose the products.</summary>
/// <param name="Terms">Ready for the score: the weight holds the inverse document frequency.</param>
/// <param name="Required">How many different words a product must have.</param>
/// <param name="Choosing">
/// Terms of the rarest words, one more word than may be missing: every match has one of them, so the long postings of frequent words
/// are only looked up, never walked.
/// </param>
internal sealed record QueryPlan(IReadOnlyList<QueryTerm> Terms, int Required, IReadOnlyList<int> Choosing, string TitleKey, string? CorrectedText)
{
    public static QueryPlan Strict(IReadOnlyList<ResolvedWord> words, int documents, string titleKey, string? correctedText)
    {
        var required = SearchPolicy.RequiredWords(words.Count);
        return new(Weigh(words, documents), required, TermsOf(ByRarity(words).Take(words.Count - required + 1)), titleKey, correctedText);
    }

    /// <summary>Any of the rarer words will do; of frequent words only, the rarest.</summary>
    public static QueryPlan Wide(IReadOnlyList<ResolvedWord> words, int documents, string titleKey, string? correctedText)
    {
        var rare = words.Where(word => word.Documents <= SearchPolicy.RareWord(documents)).ToList();
        return new(Weigh(words, documents), 1, TermsOf(rare.Count > 0 ? rare : ByRarity(words).Take(1)), titleKey, correctedText);
    }

    private static IOrderedEnumerable<ResolvedWord> ByRarity(IEnumerable<ResolvedWord> words) => words.OrderBy(word => word.Documents);

    private static int[] TermsOf(IEnumerable<ResolvedWord> words) =>
        [.. words.SelectMany(word => word.Terms).Select(term => term.Id).Distinct()];

    private static List<QueryTerm> Weigh(IReadOnlyList<ResolvedWord> words, int documents) =>
    [
        .. words.SelectMany((word, index) => word.Terms.Select(term =>
            new QueryTerm(term.Id, index, term.Weight * SearchPolicy.InverseDocumentFrequency(documents, term.Documents)))),
    ];
}

internal sealed record QueryTerm(int Id, int Word, double Weight);

/// <summary>A word of the query with the terms of the index that stand for it.</summary>
internal sealed record ResolvedWord(IReadOnlyList<ResolvedTerm> Terms)
{
    /// <summary>At most this many products have the word.</summary>
    public int Documents => Terms.Sum(term => term.Documents);
}

internal sealed record ResolvedTerm(int Id, int Documents, double Weight);
