using System.Text;

namespace Marketplace.Core.Packages;

/// <summary>A file name in a header (RFC 6266): plain ASCII for old readers, and the whole name percent-encoded (RFC 5987).</summary>
internal static class DownloadName
{
    private const string Attribute = "!#$&+-.^_`|~";

    public static string Disposition(string fileName)
    {
        var clean = new string([.. fileName.Where(character => !char.IsControl(character))]);
        var plain = new string([.. clean.Select(character => character is < ' ' or > '~' or '"' or '\\' or '%' or '/' ? '_' : character)]);
        return plain == clean
            ? $"attachment; filename=\"{plain}\""
            : $"attachment; filename=\"{plain}\"; filename*=UTF-8''{Encode(clean)}";
    }

    private static string Encode(string name)
    {
        var text = new StringBuilder();
        foreach (var part in Encoding.UTF8.GetBytes(name))
        {
            var character = (char)part;
            _ = char.IsAsciiLetterOrDigit(character) || Attribute.Contains(character, StringComparison.Ordinal)
                ? text.Append(character)
                : text.Append('%').Append(part.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
