using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Marketplace.StripeSandbox.Pages;

/// <summary>Markup that is safe to send: made only from literals and encoded values.</summary>
internal readonly record struct Html(string Text)
{
    public static readonly Html Empty = new("");

    public static Html Of(ref HtmlHandler markup) => new(markup.ToString());

    public static Html If(bool condition, Func<Html> markup) => condition ? markup() : Empty;

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(p => p.Text)));
}

/// <summary>Encodes every hole of an interpolated string except <see cref="Html"/> itself.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlHandler(int literalLength, int formattedCount)
{
    private readonly StringBuilder text = new(literalLength + (formattedCount * 16));

    public void AppendLiteral(string literal) => text.Append(literal);

    public void AppendFormatted(Html markup) => text.Append(markup.Text);

    public void AppendFormatted(Field field) => text.Append(field.Render().Text);

    public void AppendFormatted(string? value) => text.Append(HtmlEncoder.Default.Encode(value ?? ""));

    public void AppendFormatted(int value) => text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{value}");

    public override string ToString() => text.ToString();
}
