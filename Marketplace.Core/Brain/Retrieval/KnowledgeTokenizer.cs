using System.Collections.Concurrent;
using Lucene.Net.Tartarus.Snowball.Ext;
using Marketplace.Core.Search;

namespace Marketplace.Core.Brain.Retrieval;

/// <summary>A word of a question: a text has it when it has one of the terms; what each is worth stands beside it.</summary>
/// <param name="Written">As typed, folded; for corrections.</param>
public sealed record AskedWord(string Written, IReadOnlyList<(string Term, double Weight)> Terms);

/// <summary>
/// The terms of a text: product search's reading of names (c#, .net, node.js), English endings and stop words taken off, and the parts of
/// identifiers beside the whole, so that "save changes" finds <c>SaveChangesAsync</c>.
/// </summary>
public static class KnowledgeTokenizer
{
    private const int MaxParts = 6;
    private const int MinPart = 2;
    private const int MaxCachedStems = 50_000;

    private static readonly ConcurrentDictionary<string, string> Stems = new(StringComparer.Ordinal);

    [ThreadStatic]
    private static EnglishStemmer? stemmer;

    private static readonly HashSet<string> StopWords = new(
        """
        a about above after again against all am an and any are as at be because been before being below between both but by can could did do does doing down
        during each few for from further had has have having he her here hers him his how i if in into is it its itself just may me might more most my
        no nor not now of off on once only or other our ours out over own please same shall she should so some such than that the their theirs them then there
        these they this those through to too under until up very was we were what when where which while who whom why will with would you your yours
        aren cannot couldn didn doesn don hadn hasn haven isn shouldn wasn weren won wouldn
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    /// <summary>Every term of the text in its order, repeated as often as it is there.</summary>
    public static IReadOnlyList<string> Terms(string text)
    {
        List<string> terms = [];
        foreach (var (start, length, words) in SearchTokenizer.Locate(text))
        {
            foreach (var word in words)
            {
                Add(word);
            }

            foreach (var part in Identifiers(text.AsSpan(start, length)))
            {
                Add(new(part, part.All(char.IsAsciiLetterLower) && part.Length > 2));
            }
        }

        return terms;

        void Add(SearchWord word)
        {
            if (!StopWords.Contains(word.Text))
            {
                terms.Add(Stem(word));
            }
        }
    }

    /// <summary>The words of a question; a question of nothing but stop words keeps them, or nothing could be found by it.</summary>
    public static IReadOnlyList<AskedWord> Asked(string question)
    {
        var words = SearchTokenizer.QueryWords(question);
        var telling = words.Where(word => !StopWords.Contains(word.Alternatives[0].Text)).ToList();
        return [.. (telling.Count > 0 ? telling : words)
            .Select(word => new AskedWord(word.Alternatives[0].Text, [.. word.Alternatives.Select(form => (Stem(form), form.Weight)).DistinctBy(form => form.Item1)]))
            .DistinctBy(word => word.Terms[0].Term)];
    }

    /// <summary>The words as a person reads them, for labels: unstemmed, folded, without stop words.</summary>
    internal static IEnumerable<(string Term, string Word)> Words(string text) => SearchTokenizer.IndexWords(text)
        .Select(words => words[0])
        .Where(word => !StopWords.Contains(word.Text))
        .Select(word => (Stem(word), word.Text));

    private static string Stem(SearchWord word)
    {
        if (!word.Stem)
        {
            return word.Text;
        }

        if (Stems.TryGetValue(word.Text, out var known))
        {
            return known;
        }

        stemmer ??= new();
        stemmer.SetCurrent(word.Text);
        stemmer.Stem();
        var stem = stemmer.Current;

        // Words come from people: what they make up must not fill the memory.
        if (Stems.Count >= MaxCachedStems)
        {
            Stems.Clear();
        }

        Stems[word.Text] = stem;
        return stem;
    }

    private static List<string> Identifiers(ReadOnlySpan<char> word)
    {
        List<string> parts = [];
        foreach (var range in word.SplitAny(".-_'’"))
        {
            parts.AddRange(PartsOfIdentifier(word[range]));
        }

        return parts;
    }

    /// <summary>addDbContext → add, db, context; HTTPServer → http, server. Nothing when the word has no inner capital.</summary>
    private static List<string> PartsOfIdentifier(ReadOnlySpan<char> word)
    {
        List<string> parts = [];
        var start = 0;
        for (var i = 1; i <= word.Length; i++)
        {
            if (i < word.Length && !StartsPart(word, i))
            {
                continue;
            }

            if (i - start >= MinPart && (start > 0 || i < word.Length))
            {
                parts.Add(SearchTokenizer.Fold(word[start..i].ToString()));
            }

            start = i;
        }

        return parts.Count is > 1 and <= MaxParts ? parts : [];
    }

    private static bool StartsPart(ReadOnlySpan<char> word, int at) =>
        char.IsUpper(word[at]) && (char.IsLower(word[at - 1]) || char.IsDigit(word[at - 1]) || (char.IsUpper(word[at - 1]) && at + 1 < word.Length && char.IsLower(word[at + 1])));
}
