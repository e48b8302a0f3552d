using System.Globalization;
using System.Text.RegularExpressions;

namespace Marketplace.Core.Kernel;

/// <summary>Order of versions by semver.org 2.0: numbers first, then a pre-release below its release.</summary>
public static partial class SemanticVersion
{
    public static bool IsValid(string text) => text.Length <= 40 && Pattern().IsMatch(text);

    public static bool IsPreRelease(string version) => Split(version).PreRelease.Length > 0;

    /// <summary>The first number grows: by semver, what used the older version may break.</summary>
    public static bool IsBreaking(string from, string to) => CompareNumbers(Split(to).Core[0], Split(from).Core[0]) > 0;

    /// <summary>Below zero when <paramref name="left"/> is the older. Both must be valid.</summary>
    public static int Compare(string left, string right)
    {
        var (leftCore, leftPre) = Split(left);
        var (rightCore, rightPre) = Split(right);
        var byNumbers = leftCore.Zip(rightCore, CompareNumbers).FirstOrDefault(result => result != 0);
        return byNumbers != 0 ? byNumbers : ComparePreReleases(leftPre, rightPre);
    }

    private static int ComparePreReleases(string[] left, string[] right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return right.Length.CompareTo(left.Length);
        }

        var byPart = left.Zip(right, ComparePart).FirstOrDefault(result => result != 0);
        return byPart != 0 ? byPart : left.Length.CompareTo(right.Length);
    }

    private static int ComparePart(string left, string right) => (IsNumber(left), IsNumber(right)) switch
    {
        (true, true) => CompareNumbers(left, right),
        (true, false) => -1,
        (false, true) => 1,
        _ => string.CompareOrdinal(left, right),
    };

    // As text, because a number may have more digits than a long.
    private static int CompareNumbers(string left, string right) =>
        left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right);

    private static bool IsNumber(string part) => part.All(char.IsAsciiDigit);

    private static (string[] Core, string[] PreRelease) Split(string version)
    {
        var match = Pattern().Match(version);
        if (!match.Success)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{version}' is not a semantic version."));
        }

        var preRelease = match.Groups["pre"].Value;
        return (match.Groups["core"].Value.Split('.'), preRelease.Length == 0 ? [] : preRelease.Split('.'));
    }

    [GeneratedRegex(
        @"\A(?<core>(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*))(-(?<pre>(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*))?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
