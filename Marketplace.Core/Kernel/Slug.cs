using System.Globalization;
using System.Text;

namespace Marketplace.Core.Kernel;

/// <summary>Words for addresses: lower-case ASCII letters and digits, parts joined by single hyphens.</summary>
public static class Slug
{
    /// <summary>Empty when nothing of <paramref name="text"/> can be written in ASCII.</summary>
    public static string From(string text, int maxLength)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                slug.Append(char.ToLowerInvariant(character));
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark
                && character is not ('\'' or '’')
                && slug.Length > 0
                && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var length = Math.Min(slug.Length, maxLength);
        return slug.ToString(0, length).Trim('-');
    }

    public static string WithSuffix(string slug, string suffix, int maxLength) =>
        slug[..Math.Min(slug.Length, maxLength - suffix.Length - 1)].Trim('-') + "-" + suffix;
}
