using System.Runtime.InteropServices;
using Marketplace.Core.Brain.Retrieval;

namespace Marketplace.Core.Brain.Patterns;

/// <summary>Names groups by class-based TF-IDF: words that are frequent in one and rare in the others, written as people mostly write them.</summary>
internal static class Labels
{
    private const int ShortestWord = 3;

    public static IReadOnlyList<List<string>> Of(IReadOnlyList<IReadOnlyList<string>> groups, int words)
    {
        var written = new Dictionary<(string Term, string Word), int>();
        var counts = groups.Select(texts => Count(texts, written)).ToList();
        var all = counts.SelectMany(group => group).GroupBy(term => term.Key, StringComparer.Ordinal).ToDictionary(term => term.Key, term => term.Sum(count => count.Value), StringComparer.Ordinal);
        var average = counts.Select(group => (double)group.Values.Sum()).DefaultIfEmpty(0).Average();
        var spelling = written.GroupBy(pair => pair.Key.Term, StringComparer.Ordinal)
            .ToDictionary(term => term.Key, term => term.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Word, StringComparer.Ordinal).First().Key.Word, StringComparer.Ordinal);
        return [.. counts.Select(group => group
            .OrderByDescending(term => term.Value * Math.Log(1 + (average / all[term.Key])))
            .ThenBy(term => term.Key, StringComparer.Ordinal)
            .Take(words)
            .Select(term => spelling[term.Key])
            .ToList())];
    }

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
