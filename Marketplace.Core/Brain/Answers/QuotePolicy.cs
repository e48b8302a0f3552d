using System.Text.RegularExpressions;

namespace Marketplace.Core.Brain.Answers;

/// <summary>What counts as proof: a quote stands in its source word for word, and the sentence claims nothing checkable that the source lacks.</summary>
public static partial class QuotePolicy
{
    /// <summary>White space is one space, so that a line break in Markdown is no difference.</summary>
    public static string Normalise(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Letter for letter, but for white space; at least <see cref="AnswerPolicy.MinQuote"/> characters, or all of the source.</summary>
    public static bool IsVerbatim(string quote, string source)
    {
        var (wanted, text) = (Normalise(quote), Normalise(source));
        return wanted.Length > 0 && (wanted.Length >= AnswerPolicy.MinQuote || wanted == text) && text.Contains(wanted, StringComparison.Ordinal);
    }

    /// <summary>
    /// Numbers and addresses are where a fluent sentence lies: each that the sentence has stands in a cited source or in the question.
    /// </summary>
    public static bool KeepsToSources(string sentence, string question, IReadOnlyList<string> sources)
    {
        var known = string.Concat(question, " ", string.Join(' ', sources));
        return Claims().Matches(ListMark().Replace(sentence, "")).All(claim => Knows(known, claim.Value.TrimEnd('.', ',', ':', '/', ')')));
    }

    private static bool Knows(string known, string claim) => char.IsDigit(claim[0])
        ? Regex.IsMatch(known, $@"(?<![\d.,]){Regex.Escape(claim)}(?![.,]?\d)")
        : known.Contains(claim, StringComparison.OrdinalIgnoreCase);

    // Addresses with a scheme or www, e-mail addresses, numbers.
    [GeneratedRegex(@"\b(?:[a-z][a-z0-9+.-]*://|www\.)\S+|\b[\w.+-]+@[\w-]+\.[\w.]+|(?<![\w.])\d+(?:[.,]\d+)*", RegexOptions.IgnoreCase)]
    private static partial Regex Claims();

    [GeneratedRegex(@"^\s*(?:\d+[.)]|[-*+])\s+")]
    private static partial Regex ListMark();
}
