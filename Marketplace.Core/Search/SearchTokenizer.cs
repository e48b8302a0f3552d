using System.Globalization;
using System.Text;

namespace Marketplace.Core.Search;

/// <param name="Stem">An English word whose endings do not matter; false for names and numbers.</param>
/// <param name="Weight">What finding it is worth beside the other ways to match the same word of a query.</param>
public readonly record struct SearchWord(string Text, bool Stem, double Weight = 1);

/// <summary>A word of a query: a product has it when it has one of the alternatives.</summary>
/// <param name="Start">Where it stands in the query.</param>
public sealed record QueryWord(int Start, int Length, IReadOnlyList<SearchWord> Alternatives);

/// <summary>
/// Splits texts and queries into words, the same way for both. PostgreSQL's parser takes C# for "c", .NET for "net" and node.js for a host,
/// so names are read here: <c>c#</c>, <c>c++</c> and <c>.net</c> keep their signs; <c>node.js</c>, <c>wi-fi</c> and <c>SX-70</c> are found
/// joined (<c>nodejs</c>) and in parts.
/// </summary>
public static class SearchTokenizer
{
    private const int MaxWordLength = 48;

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["csharp"] = "c#",
        ["fsharp"] = "f#",
        ["cpp"] = "c++",
        ["dotnet"] = ".net",
    };

    private static readonly HashSet<string> Contractions = new(["s", "t", "d", "m", "ll", "re", "ve"], StringComparer.Ordinal);

    /// <summary>The words of a text; each inner list is one place in it, written in every way it may be looked for.</summary>
    public static IEnumerable<IReadOnlyList<SearchWord>> IndexWords(string text) => Tokens(text).Select(token => token.Indexed());

    /// <summary>As <see cref="IndexWords"/>, with where each stands: for highlighting.</summary>
    internal static IEnumerable<(int Start, int Length, IReadOnlyList<SearchWord> Words)> Locate(string text) =>
        Tokens(text).Select(token => (token.Start, token.Length, (IReadOnlyList<SearchWord>)token.Indexed()));

    public static IReadOnlyList<QueryWord> QueryWords(string query) =>
        [.. Tokens(query).SelectMany(token => token.Asked()).DistinctBy(word => word.Alternatives[0].Text).Take(SearchPolicy.MaxWords)];

    /// <summary>The text as one comparable line: folded words with single spaces.</summary>
    public static string Key(string text) => string.Join(' ', Tokens(text).Select(token => token.Name));

    /// <summary>Lower case without accents.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormKD))
        {
            _ = char.ToLowerInvariant(letter) switch
            {
                'ß' => folded.Append("ss"),
                'æ' => folded.Append("ae"),
                'œ' => folded.Append("oe"),
                'ø' => folded.Append('o'),
                'đ' => folded.Append('d'),
                'ł' => folded.Append('l'),
                'ı' => folded.Append('i'),
                var other when CharUnicodeInfo.GetUnicodeCategory(other) == UnicodeCategory.NonSpacingMark => folded,
                var other => folded.Append(other),
            };
        }

        return folded.ToString();
    }

    private static IEnumerable<Token> Tokens(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var dotted = IsDotNet(text, i);
            if (!dotted && !IsWordCharacter(text, i))
            {
                continue;
            }

            var end = EndOfToken(text, dotted ? i + 1 : i);
            if (end - i <= MaxWordLength)
            {
                yield return Token.Read(text, i, end);
            }

            i = end - 1;
        }
    }

    private static int EndOfToken(string text, int start)
    {
        var end = start;
        while (end < text.Length)
        {
            if (IsWordCharacter(text, end) || (end + 1 < text.Length && IsJoiner(text[end]) && IsWordCharacter(text, end + 1)))
            {
                end++;
            }
            else
            {
                break;
            }
        }

        return end + SuffixLength(text, end);
    }

    private static int SuffixLength(string text, int at) =>
        at < text.Length && text[at] == '#' ? 1 : string.CompareOrdinal(text, at, "++", 0, 2) == 0 ? 2 : 0;

    private static bool IsDotNet(string text, int at) =>
        text[at] == '.'
        && string.Compare(text, at, ".net", 0, 4, StringComparison.OrdinalIgnoreCase) == 0
        && (at == 0 || !IsWordCharacter(text, at - 1))
        && (at + 4 >= text.Length || !IsWordCharacter(text, at + 4));

    private static bool IsWordCharacter(string text, int at) =>
        char.IsLetterOrDigit(text[at]) || (at > 0 && CharUnicodeInfo.GetUnicodeCategory(text[at]) == UnicodeCategory.NonSpacingMark);

    private static bool IsJoiner(char sign) => sign is '.' or '-' or '_' or '\'' or '’' or '\u2011';

    /// <param name="Name">The whole as one word: joined, signs of names kept.</param>
    /// <param name="Parts">The words it is made of; empty when it is one.</param>
    /// <param name="Dotted">Parts joined by dots: a name such as node.js, of which the first part is the telling one.</param>
    private sealed record Token(int Start, int Length, string Name, IReadOnlyList<string> Parts, bool Dotted)
    {
        public static Token Read(string text, int start, int end)
        {
            var folded = Fold(text[start..end]).Replace('’', '\'').Replace('\u2011', '-').Replace('_', '-');
            if (folded == ".net")
            {
                return new(start, end - start, ".net", ["net"], Dotted: true);
            }

            var suffix = folded.EndsWith("++", StringComparison.Ordinal) ? "++" : folded.EndsWith('#') ? "#" : "";
            var bare = folded[..^suffix.Length];
            var apostrophe = bare.LastIndexOf('\'');
            if (apostrophe > 0 && Contractions.Contains(bare[(apostrophe + 1)..]))
            {
                bare = bare[..apostrophe];
            }

            var parts = Split(bare);
            var name = string.Concat(parts) + suffix;
            IReadOnlyList<string> words = parts.Count > 1 ? [.. parts[..^1], parts[^1] + suffix]
                : suffix.Length > 0 && bare.Length > 1 ? [bare]
                : [];
            return new(start, end - start, Aliases.GetValueOrDefault(name, name), words.Count == 0 && Aliases.ContainsKey(name) ? [name] : words,
                bare.Contains('.') || parts.Count == 1);
        }

        public List<SearchWord> Indexed()
        {
            List<SearchWord> words = [Word(Name), .. Parts.Select(part => Word(part))];
            if (Parts.Count > 1 && Parts[^1] == "net" && Dotted)
            {
                words.Add(Word(".net"));
            }

            return words;
        }

        public IEnumerable<QueryWord> Asked() => Parts.Count switch
        {
            0 or 1 => [new(Start, Length, [Word(Name)])],
            _ when Dotted => [new(Start, Length, [Word(Name), Word(Parts[0], 0.3)])],
            _ => AskedInParts(),
        };

        private IEnumerable<QueryWord> AskedInParts()
        {
            // Folding may change lengths (ß); then every part stands where the whole does.
            var exact = Parts.Sum(part => part.Length) + Parts.Count - 1 == Length;
            var start = Start;
            foreach (var part in Parts)
            {
                yield return new(exact ? start : Start, exact ? part.Length : Length, [Word(part), Word(Name, 1.0 / Parts.Count)]);
                start += part.Length + 1;
            }
        }

        /// <summary>A dot between digits belongs to the number: 3.5 is neither 35 nor 3 and 5.</summary>
        private static List<string> Split(string text)
        {
            List<string> parts = [];
            var start = 0;
            for (var i = 1; i < text.Length - 1; i++)
            {
                var insideNumber = text[i] == '.' && char.IsDigit(text[i - 1]) && char.IsDigit(text[i + 1]);
                if (IsJoiner(text[i]) && !insideNumber)
                {
                    parts.Add(text[start..i]);
                    start = i + 1;
                }
            }

            parts.Add(text[start..]);
            return parts;
        }

        private static SearchWord Word(string text, double weight = 1) => new(text, text.Length > 2 && text.All(char.IsAsciiLetterLower), weight);
    }
}
