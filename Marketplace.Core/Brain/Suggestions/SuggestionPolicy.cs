namespace Marketplace.Core.Brain.Suggestions;

/// <summary>When similar products say enough to hint at something.</summary>
public static class SuggestionPolicy
{
    /// <summary>Products that are looked at.</summary>
    public const int Neighbours = 24;
    public const int Tags = 6;
    public const int Stacks = 4;
    public const int Similar = 4;

    /// <summary>Fewer prices are no range.</summary>
    public const int MinPrices = 3;

    /// <summary>So many of the neighbours must use a word before it is proposed.</summary>
    public const int MinUses = 2;
    private const int ShortTitle = 18;
    private const int LongTitle = 70;

    /// <summary>A remark about a listing's title; null when there is none to make.</summary>
    public static string? RemarkOn(string title, IReadOnlyList<string> stackLabels) => title switch
    {
        { Length: < ShortTitle } => "Say in the title what it is and for whom: search results show little else.",
        { Length: > LongTitle } => $"Titles over {LongTitle} characters are cut off in search results.",
        _ when title.Count(char.IsUpper) > title.Count(char.IsLower) => "Capitals shout: write the title like a sentence.",
        _ when stackLabels.Count > 0 && !stackLabels.Any(label => title.Contains(label, StringComparison.OrdinalIgnoreCase)) =>
            $"People search by technology: consider naming {stackLabels[0]} in the title.",
        _ => null,
    };

    /// <summary>The quarter, half and three quarter points of sorted prices, each a price that exists.</summary>
    public static (long From, long Median, long To)? Range(IReadOnlyList<long> prices)
    {
        if (prices.Count < MinPrices)
        {
            return null;
        }

        var sorted = prices.Order().ToList();
        return (sorted[(sorted.Count - 1) / 4], sorted[(sorted.Count - 1) / 2], sorted[(sorted.Count - 1) * 3 / 4]);
    }
}
