namespace Marketplace.StripeSandbox.Pages;

internal enum PageWidth
{
    Narrow,
    Wide,
    Full,
}

/// <summary>The frame of every page.</summary>
internal static class Layout
{
    public static IResult Page(string title, Html body, PageWidth width = PageWidth.Narrow, int status = StatusCodes.Status200OK)
    {
        var html = Html.Of($"""
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="robots" content="noindex">
              <meta name="color-scheme" content="light dark">
              <title>{title} · Payment sandbox</title>
              <link rel="icon" href="data:,">
              <link rel="stylesheet" href="{Stylesheet.Path}">
            </head>
            <body>
              <a class="skip" href="#main">Skip to content</a>
              <p class="ribbon"><strong>Sandbox: no real money.</strong> <span>Test cards and bank accounts only.</span></p>
              <main id="main" class="{width switch { PageWidth.Full => "full", PageWidth.Wide => "wide", _ => "narrow" }}">
            {body}
              </main>
              <footer><p>Payment sandbox for development. Not connected to any bank or card network.</p></footer>
            </body>
            </html>
            """);
        return Results.Content(html.Text, "text/html; charset=utf-8", statusCode: status);
    }

    public static IResult Message(string title, string text, Html actions, int status = StatusCodes.Status200OK) =>
        Page(
            title,
            Html.Of($"""
                <section class="card message">
                  <h1>{title}</h1>
                  <p>{text}</p>
                  <p class="actions">{actions}</p>
                </section>
                """),
            status: status);

    public static IResult NotFound(string text) => Message("Page not found", text, Html.Empty, StatusCodes.Status404NotFound);
}
