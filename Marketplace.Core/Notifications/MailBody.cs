using System.Net;
using System.Text;

namespace Marketplace.Core.Notifications;

/// <summary>Writes the same mail as HTML and as plain text. All values are encoded; there are no pictures and no trackers.</summary>
public sealed class MailBody
{
    private readonly StringBuilder html = new();
    private readonly StringBuilder text = new();

    public MailBody Paragraph(string words)
    {
        html.Append("<p style=\"margin:0 0 16px\">").Append(WebUtility.HtmlEncode(words)).Append("</p>");
        text.Append(words).Append("\n\n");
        return this;
    }

    public MailBody Link(string label, Uri address)
    {
        html.Append("<p style=\"margin:0 0 16px\"><a style=\"display:inline-block;padding:12px 20px;border-radius:8px;background:#14532d;color:#ffffff;text-decoration:none\" href=\"")
            .Append(WebUtility.HtmlEncode(address.ToString())).Append("\">").Append(WebUtility.HtmlEncode(label)).Append("</a></p>");
        text.Append(label).Append(": ").Append(address).Append("\n\n");
        return this;
    }

    /// <param name="rows">Label and value; the values stand at the right.</param>
    public MailBody Table(IEnumerable<(string Label, string Value)> rows)
    {
        html.Append("<table role=\"presentation\" style=\"width:100%;border-collapse:collapse;margin:0 0 16px\">");
        foreach (var (label, value) in rows)
        {
            html.Append("<tr><td style=\"padding:6px 0;border-bottom:1px solid #e5e7eb\">").Append(WebUtility.HtmlEncode(label))
                .Append("</td><td style=\"padding:6px 0;border-bottom:1px solid #e5e7eb;text-align:right;white-space:nowrap\">").Append(WebUtility.HtmlEncode(value)).Append("</td></tr>");
            text.Append(label).Append(": ").Append(value).Append('\n');
        }

        html.Append("</table>");
        text.Append('\n');
        return this;
    }

    public string Html =>
        $"<!doctype html><html lang=\"en\"><body style=\"margin:0;padding:24px;background:#f6f6f4;color:#1c1917;font:16px/1.5 system-ui,sans-serif\"><div style=\"max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border-radius:12px\">{html}</div></body></html>";

    public string Text => text.ToString().TrimEnd() + "\n";
}
