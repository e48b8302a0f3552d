using Marketplace.Core.Kernel;

namespace Marketplace.Tests.Kernel;

internal sealed class MarkdownRendererTests
{
    [Test]
    public void ToHtml_KeepsWhatMarkdownIsFor()
    {
        var html = MarkdownRenderer.ToHtml("# Title\n\n- **bold** and `code`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```csharp\nvar x = 1;\n```");
        Assert.That(html, Does.Contain("<h3>Title</h3>").And.Contain("<strong>bold</strong>").And.Contain("<table>").And.Contain("class=\"language-csharp\""));
    }

    [Test]
    public void ToHtml_Links_CarryNoWeight() => Assert.That(
        MarkdownRenderer.ToHtml("[docs](https://example.org)"), Does.Contain("href=\"https://example.org\"").And.Contain("rel=\"nofollow ugc noopener\""));

    [TestCase("<script>alert(1)</script>")]
    [TestCase("<img src=x onerror=alert(1)>")]
    [TestCase("<b onclick=\"alert(1)\">x</b>")]
    [TestCase("[x](javascript:alert(1))")]
    [TestCase("[x](JaVaScRiPt:alert(1))")]
    [TestCase("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [TestCase("![x](https://evil.example/pixel.png)")]
    [TestCase("<iframe src=\"https://evil.example\"></iframe>")]
    [TestCase("[x]: javascript:alert(1)\n\n[x]")]
    [TestCase("<javascript:alert(1)>")]
    [TestCase("```a\" onmouseover=\"alert(1)\nx\n```")]
    [TestCase("<style>body{display:none}</style>")]
    public void ToHtml_OfHostileText_HasNothingActive(string markdown)
    {
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(MarkdownRenderer.ToHtml(markdown));
        string[] harmless = ["href", "class", "rel", "start", "type", "checked", "disabled"];
        Assert.That(document.QuerySelectorAll("script, img, iframe, style, object, embed, form, svg"), Is.Empty);
        Assert.That(document.Body!.QuerySelectorAll("*").SelectMany(element => element.Attributes).Select(attribute => attribute.Name), Is.SubsetOf(harmless));
        Assert.That(
            document.QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")),
            Has.All.Matches<string>(href => href.StartsWith("http", StringComparison.Ordinal) || href.StartsWith("mailto:", StringComparison.Ordinal)));
    }

    [Test]
    public void ToHtml_OfNothing_IsEmpty() => Assert.That(MarkdownRenderer.ToHtml("  "), Is.Empty);
}
