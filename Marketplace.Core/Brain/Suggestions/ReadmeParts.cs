using System.Text.RegularExpressions;

namespace Marketplace.Core.Brain.Suggestions;

/// <param name="Name">Stable.</param>
/// <param name="Hint">What a buyer looks for.</param>
public sealed record ReadmePart(string Name, string Hint);

/// <summary>
/// What buyers of code look for in a README. A part counts as there when a heading names it, or when a fenced block or a sentence does what it is for:
/// the check must not nag somebody who has written it under another name.
/// </summary>
public static partial class ReadmeParts
{
    private static readonly (ReadmePart Part, Regex Heading, Regex? Text)[] Parts =
    [
        (new("requirements", "Which runtime, versions and services it needs."), RequirementsHeading(), RequirementsText()),
        (new("installation", "The commands from an unpacked zip to a running project."), InstallationHeading(), InstallationText()),
        (new("configuration", "Settings and secrets it reads, with examples."), ConfigurationHeading(), ConfigurationText()),
        (new("usage", "What one does with it first: an example, a screenshot's story, an address to open."), UsageHeading(), null),
        (new("license", "What buyers may do with it, and what not."), LicenseHeading(), LicenseText()),
        (new("support", "Where to ask, and how long updates come."), SupportHeading(), SupportText()),
    ];

    /// <summary>The parts that <paramref name="markdown"/> does not have, in the order a reader needs them.</summary>
    public static IReadOnlyList<ReadmePart> Missing(string markdown)
    {
        var headings = string.Join('\n', Headings().Matches(markdown).Select(match => match.Groups["text"].Value));
        return [.. Parts.Where(known => !known.Heading.IsMatch(headings) && known.Text?.IsMatch(markdown) != true).Select(known => known.Part)];
    }

    [GeneratedRegex(@"^(?:\#{1,6}\s+(?<text>.+)|(?<text>[^\n]+)\n(?:=+|-+)\s*$)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Headings();

    [GeneratedRegex(@"require|prerequisite|what you need|compatib|supported", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RequirementsHeading();

    [GeneratedRegex(@"\b(requires?|needs?|you need|works with)\b[^.\n]{0,60}\d", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RequirementsText();

    [GeneratedRegex(@"install|get(ting)? started|quick\s?start|set\s?up|run(ning)? (it|locally|the)|start(ing)? it", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InstallationHeading();

    [GeneratedRegex(@"^\s*(\$ )?(dotnet run|npm (ci|install|start|run)|pnpm |yarn |docker compose up|pip install|go run|cargo run|make )", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InstallationText();

    [GeneratedRegex(@"config|settings|environment|secrets|options|customi[sz]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ConfigurationHeading();

    [GeneratedRegex(@"\.env\b|appsettings|environment variables?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ConfigurationText();

    [GeneratedRegex(@"usage|example|how to use|using|tutorial|tour|features?|what('s| is) (in|inside)|first steps", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UsageHeading();

    [GeneratedRegex(@"licen[sc]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LicenseHeading();

    [GeneratedRegex(@"\blicen[sc]ed? (under|by|terms|file)|you may (not )?(use|resell|ship)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LicenseText();

    [GeneratedRegex(@"support|help|contact|questions|updates|changelog", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SupportHeading();

    [GeneratedRegex(@"\b(ask|contact|write to|reach)\b[^.\n]{0,40}\b(seller|author|me|us|page)\b|[\w.]+@[\w.]+\.\w+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SupportText();
}
