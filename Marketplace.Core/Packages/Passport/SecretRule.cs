using System.Text.RegularExpressions;

namespace Marketplace.Core.Packages.Passport;

/// <param name="Keywords">One of them must stand in the line: only then is the pattern tried. Rare in ordinary text, or the search is for nothing.</param>
/// <param name="Pattern">The group <c>v</c> is the secret; without one the whole match.</param>
/// <param name="What">Goes on “This looks like …”.</param>
internal sealed record SecretRule(string Id, string[] Keywords, Regex Pattern, FindingSeverity Severity, string What)
{
    /// <summary>Judges what the pattern cannot; true keeps the match.</summary>
    public Func<Match, bool>? Keeps { get; init; }

    /// <param name="keywords">Parted by blanks; a bar stands for a blank in one.</param>
    public static SecretRule Of(string id, string keywords, string pattern, string what, FindingSeverity severity = FindingSeverity.Blocking) =>
        new(id, [.. keywords.Split(' ').Select(keyword => keyword.Replace('|', ' '))], new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, RegexTimeout), severity, what);

    public static readonly TimeSpan RegexTimeout = TimeSpan.FromMilliseconds(200);

    public static Group ValueOf(Match match) => match.Groups["v"] is { Success: true } value ? value : match;
}
