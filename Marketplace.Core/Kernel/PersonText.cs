using System.Text;

namespace Marketplace.Core.Kernel;

/// <summary>
/// What people type, as it is kept: without characters that a database refuses (NUL) or that turn the text around them (bidirectional overrides),
/// with one kind of line break. What is left of it is shown encoded or as sanitised Markdown.
/// </summary>
public static class PersonText
{
    /// <summary>One line: every run of white space is one space.</summary>
    public static string Line(string written) => string.Join(' ', Keep(written).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Several lines.</summary>
    public static string Block(string written) => Keep(written.ReplaceLineEndings("\n")).Trim();

    private static string Keep(string written)
    {
        var kept = new StringBuilder(written.Length);
        foreach (var character in written)
        {
            if (character is '\n' or '\t' || (!char.IsControl(character) && !TurnsText(character)))
            {
                kept.Append(character);
            }
        }

        return kept.ToString();
    }

    private static bool TurnsText(char character) => character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
