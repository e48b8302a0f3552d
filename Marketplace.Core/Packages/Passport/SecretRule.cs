using System.Text.RegularExpressions;

namespace Marketplace.Core.Packages.Passport;

/// <param name="Keyword">Must stand in the line, whatever its case: only then is the pattern tried.</param>
/// <param name="Pattern">The group <c>v</c> is the secret; without one the whole match.</param>
/// <param name="What">Goes on “This looks like …”.</param>
internal sealed record SecretRule(string Id, string Keyword, Regex Pattern, FindingSeverity Severity, string What)
{
    /// <summary>Judges what the pattern cannot; true keeps the match.</summary>
    public Func<Match, bool>? Keeps { get; init; }

    public static SecretRule Of(string id, string keyword, string pattern, string what, FindingSeverity severity = FindingSeverity.Blocking) =>
        new(id, keyword, new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, RegexTimeout), severity, what);

    public static readonly TimeSpan RegexTimeout = TimeSpan.FromMilliseconds(200);

    public static Group ValueOf(Match match) => match.Groups["v"] is { Success: true } value ? value : match;
}
