using System.Text.Encodings.Web;

namespace Marketplace.Identity.Accounts;

/// <summary>One mail with one thing to do, as HTML and as plain text.</summary>
internal sealed record MailText(string Heading, IReadOnlyList<string> Paragraphs, string Action, string Link, string Footnote)
{
    public string ToText() => $"""
        {Heading}

        {string.Join("\n\n", Paragraphs)}

        {Action}: {Link}

        {Footnote}

        Marketplace
        """;

    // Mail programs know neither style sheets nor custom properties: the few colours of the shop are written out.
    public string ToHtml() => $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>{Escape(Heading)}</title></head>
        <body style="margin:0;padding:32px 16px;background:#f6faf8;font:16px/1.55 'Segoe UI',system-ui,-apple-system,sans-serif;color:#12211c">
        <div style="max-width:480px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #dbe3df;border-radius:14px">
        <p style="margin:0 0 24px;font-weight:700">Marketplace</p>
        <h1 style="margin:0 0 16px;font-size:24px;line-height:1.2">{Escape(Heading)}</h1>
        {string.Concat(Paragraphs.Select(paragraph => $"<p style=\"margin:0 0 16px\">{Escape(paragraph)}</p>\n"))}<p style="margin:24px 0"><a href="{Escape(Link)}" style="display:inline-block;padding:12px 24px;background:#0d5540;color:#ffffff;font-weight:600;text-decoration:none;border-radius:9px">{Escape(Action)}</a></p>
        <p style="margin:0;font-size:14px;color:#4b5f57">{Escape(Footnote)}</p>
        </div>
        </body>
        </html>
        """;

    private static string Escape(string text) => HtmlEncoder.Default.Encode(text);
}
