namespace Marketplace.Core.Search;

/// <summary>The numbers of ranking and their limits.</summary>
public static class SearchPolicy
{
    /// <summary>BM25: how soon repeating a word stops to count.</summary>
    public const double K1 = 1.2;

    /// <summary>BM25: how much long texts are held against a product.</summary>
    public const double B = 0.75;

    /// <summary>The part of the score that grows with the share of the query's words a product has.</summary>
    public const double Coordination = 0.4;

    public const int TitleWeight = 3;
    public const int KeywordWeight = 2;
    public const int BodyWeight = 1;

    /// <summary>Totals are exact up to here and stay here above.</summary>
    public const int MaxTotal = 10_000;

    /// <summary>Matches of one search that are ranked and counted; a word in more products is looked up in the newest of them.</summary>
    public const int MaxMatches = 100_000;

    /// <summary>The best matches whose titles are compared with the whole query, letter by letter.</summary>
    public const int MaxCompared = 200;

    public const int MaxFacetValues = 30;
    public const int MaxSuggestions = 8;
    public const int MaxWords = 24;

    /// <summary>A search that finds fewer products is widened to those with any of its rarer words.</summary>
    public const int FewMatches = 10;

    /// <summary>Whole stars that the rating facet offers, as "this or better".</summary>
    public static readonly IReadOnlyList<int> RatingLevels = [4, 3, 2, 1];

    /// <summary>Lower bounds of the price buckets in cents; each ends where the next begins.</summary>
    public static readonly IReadOnlyList<long> PriceBuckets = [0, 1, 10_00, 25_00, 50_00, 100_00, 250_00];

    /// <summary>How many of a query's words a product must have: both of two, all but one of up to five, 70 % of more.</summary>
    public static int RequiredWords(int words) => words switch
    {
        <= 2 => words,
        <= 5 => words - 1,
        _ => words * 7 / 10,
    };

    /// <summary>A word in more products than this says too little to widen a search by.</summary>
    public static int RareWord(int documents) => Math.Max(50, documents / 20);

    public static double InverseDocumentFrequency(int documents, int withTerm) =>
        Math.Log(1 + (documents - withTerm + 0.5) / (withTerm + 0.5));

    /// <summary>How many letters a misspelled word may differ by.</summary>
    public static int AllowedMisspelling(string word) => word.Length < 6 ? 1 : 2;

    /// <summary>What a match by a corrected word is worth.</summary>
    public static double MisspellingWeight(int distance) => distance <= 1 ? 0.64 : 0.43;

    /// <summary>
    /// Mean rating in thousandths, pulled towards 3.8 as by five more reviews: one perfect review must not outrank fifty good ones.
    /// </summary>
    public static long RatingScore(int count, int sum) => (long)Math.Round(1000 * (sum + 5 * 3.8m) / (count + 5));

    /// <summary>Where a price belongs: the index into <see cref="PriceBuckets"/>.</summary>
    public static int PriceBucket(long cents)
    {
        var bucket = 0;
        while (bucket + 1 < PriceBuckets.Count && PriceBuckets[bucket + 1] <= cents)
        {
            bucket++;
        }

        return bucket;
    }
}
