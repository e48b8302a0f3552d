using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Core.Packages.Passport;

/// <summary>Keeps the most severe findings and counts the rest.</summary>
internal sealed class FindingList(int max)
{
    private const int MaxExcerptChars = 160;

    private readonly Dictionary<FindingSeverity, List<PassportFinding>> kept = Enum.GetValues<FindingSeverity>().ToDictionary(severity => severity, _ => new List<PassportFinding>());
    private readonly HashSet<string> ids = [];
    private int count;

    public void Add(string rule, FindingSeverity severity, string path, int? line, string message, string? excerpt = null, string? masked = null)
    {
        var list = kept[severity];
        if (list.Count >= max)
        {
            count++;
            return;
        }

        var id = IdOf(rule, path, line, masked);
        if (ids.Add(id))
        {
            count++;
            list.Add(new(id, rule, severity, path, line, message, excerpt is null ? null : Clean(excerpt)));
        }
    }

    public (IReadOnlyList<PassportFinding> Findings, int More) Take()
    {
        PassportFinding[] findings =
        [
            .. kept.OrderByDescending(pair => pair.Key)
                .SelectMany(pair => pair.Value.OrderBy(finding => finding.Path, StringComparer.Ordinal).ThenBy(finding => finding.Line).ThenBy(finding => finding.Rule, StringComparer.Ordinal))
                .Take(max),
        ];
        return (findings, count - findings.Length);
    }

    private static string IdOf(string rule, string path, int? line, string? masked)
    {
        var text = string.Join('\n', rule, path, line?.ToString(CultureInfo.InvariantCulture), masked);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }

    private static string Clean(string excerpt)
    {
        var line = new string([.. excerpt.Trim().Select(character => IsPlain(character) ? character : '?')]);
        return line.Length > MaxExcerptChars ? string.Concat(line.AsSpan(0, MaxExcerptChars - 1), "…") : line;
    }

    // What is shown beside other text must not turn its direction or cut a character in two.
    private static bool IsPlain(char character) => CharUnicodeInfo.GetUnicodeCategory(character)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
