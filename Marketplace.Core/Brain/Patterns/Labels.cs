using System.Runtime.InteropServices;
using Marketplace.Core.Brain.Retrieval;

namespace Marketplace.Core.Brain.Patterns;

/// <summary>Names groups by words that are in more of their texts than of all: share times how much larger it is. Written as people mostly write them.</summary>
internal static class Labels
{
    private const int ShortestWord = 3;

    public static IReadOnlyList<List<string>> Of(IReadOnlyList<IReadOnlyList<string>> groups, int words)
    {
        var written = new Dictionary<(string Term, string Word), int>();
        var counts = groups.Select(texts => Count(texts, written)).ToList();
        var all = counts.SelectMany(group => group).GroupBy(term => term.Key, StringComparer.Ordinal).ToDictionary(term => term.Key, term => term.Sum(count => count.Value), StringComparer.Ordinal);
        var texts = (double)groups.Sum(group => group.Count);
        var spelling = written.GroupBy(pair => pair.Key.Term, StringComparer.Ordinal)
            .ToDictionary(term => term.Key, term => term.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Word, StringComparer.Ordinal).First().Key.Word, StringComparer.Ordinal);
        return [.. counts.Zip(groups, (group, members) => group
            .OrderByDescending(term => Weight(term.Value / (double)members.Count, all[term.Key] / texts))
            .ThenBy(term => term.Key, StringComparer.Ordinal)
            .Take(words)
            .Select(term => spelling[term.Key])
            .ToList())];
    }

    private static double Weight(double share, double everywhere) => share * Math.Log(share / everywhere);

    /// <summary>In how many texts of the group a term is: one that repeats itself does not name the group.</summary>
    private static Dictionary<string, int> Count(IReadOnlyList<string> texts, Dictionary<(string, string), int> written)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var words = KnowledgeTokenizer.Words(text).Where(word => word.Word.Length >= ShortestWord && !char.IsDigit(word.Word[0])).ToList();
            foreach (var word in words)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(written, word, out _)++;
            }

            foreach (var term in words.Select(word => word.Term).Distinct(StringComparer.Ordinal))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, term, out _)++;
            }
        }

        return counts;
    }
}
