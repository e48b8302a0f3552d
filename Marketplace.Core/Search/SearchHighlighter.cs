using System.Net;
using System.Text;

namespace Marketplace.Core.Search;

/// <summary>Picks the passage with the most different hits and marks them. The text is HTML-encoded piece by piece, so only our marks are HTML.</summary>
public static class SearchHighlighter
{
    private const int PassageLength = 180;

    /// <param name="hits">All forms of the words that were searched for.</param>
    /// <returns>Null when the text has none of them.</returns>
    public static string? Mark(string text, IReadOnlySet<string> hits)
    {
        var found = SearchTokenizer.Locate(text)
            .Where(token => token.Words.Any(word => hits.Contains(word.Text)))
            .Select(token => (token.Start, token.Length, Word: token.Words[0].Text))
            .ToList();
        if (found.Count == 0)
        {
            return null;
        }

        var (from, to) = Passage(text, found);
        var html = new StringBuilder(from > 0 ? "…" : "");
        var position = from;
        foreach (var (start, length, _) in found.Where(hit => hit.Start >= from && hit.Start + hit.Length <= to))
        {
            html.Append(WebUtility.HtmlEncode(text[position..start]))
                .Append("<mark>").Append(WebUtility.HtmlEncode(text.Substring(start, length))).Append("</mark>");
            position = start + length;
        }

        html.Append(WebUtility.HtmlEncode(text[position..to]));
        return html.Append(to < text.Length ? "…" : "").ToString();
    }

    private static (int From, int To) Passage(string text, List<(int Start, int Length, string Word)> found)
    {
        if (text.Length <= PassageLength)
        {
            return (0, text.Length);
        }

        var best = found.MaxBy(first => found
            .Where(hit => hit.Start >= first.Start && hit.Start + hit.Length <= first.Start + (PassageLength * 2 / 3))
            .Select(hit => hit.Word).Distinct().Count());
        var from = WordStart(text, Math.Max(0, best.Start - (PassageLength / 4)));
        var to = Math.Max(best.Start + best.Length, WordStart(text, Math.Min(text.Length, from + PassageLength)));
        return (from, to);
    }

    /// <summary>The start of the word at or before the position, so that no word and no surrogate pair is cut.</summary>
    private static int WordStart(string text, int position)
    {
        if (position >= text.Length)
        {
            return text.Length;
        }

        var space = text.LastIndexOf(' ', position);
        return space < 0 || position - space > 60 ? (char.IsLowSurrogate(text[position]) ? position - 1 : position) : space + 1;
    }
}
