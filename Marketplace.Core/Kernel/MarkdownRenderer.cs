using Ganss.Xss;
using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Syntax;

namespace Marketplace.Core.Kernel;

/// <summary>
/// People's Markdown as HTML that is safe to show: raw HTML is text, what remains passes an allow list, links carry no weight for search engines.
/// Headings start at level 3, below the page's own; pictures are left out because they would tell a stranger's server who reads.
/// </summary>
public static class MarkdownRenderer
{
    private const int TopHeading = 3;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseTaskLists()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .UseAutoLinks(new AutoLinkOptions { UseHttpsForWWWLinks = true })
        .Build();

    public static string ToHtml(string markdown) => ToHtml(markdown, _ => true);

    /// <param name="staysLink">By its address; of a link that does not stay one, the text stays.</param>
    public static string ToHtml(string markdown, Func<string, bool> staysLink)
    {
        if (string.IsNullOrWhiteSpace(markdown))
        {
            return "";
        }

        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.Level = Math.Min(heading.Level + TopHeading - 1, 6);
        }

        return Sanitizer(staysLink).Sanitize(document.ToHtml(Pipeline)).Trim();
    }

    // A new one each time: its settings are mutable sets and it keeps state while it works.
    private static HtmlSanitizer Sanitizer(Func<string, bool> staysLink)
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
            {
                "h3", "h4", "h5", "h6", "p", "br", "hr", "strong", "em", "del", "a", "ul", "ol", "li", "input", "blockquote", "pre", "code",
                "table", "thead", "tbody", "tr", "th", "td",
            },
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "class", "start", "type", "checked", "disabled" },
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "https", "http", "mailto" },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
            AllowedCssProperties = new HashSet<string>(),
        });
        sanitizer.PostProcessNode += (_, node) =>
        {
            if (node.Node is AngleSharp.Html.Dom.IHtmlAnchorElement link)
            {
                link.SetAttribute("rel", "nofollow ugc noopener");
                if (!staysLink(link.GetAttribute("href") ?? ""))
                {
                    link.OuterHtml = link.InnerHtml;
                }
            }
        };
        return sanitizer;
    }
}
