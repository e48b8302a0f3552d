using Marketplace.Core.Brain.Answers;

namespace Marketplace.Tests.Brain.Answers;

internal sealed class AnswerMarkdownTests
{
    [TestCase("See [the entry](/brain/locks).", "href=\"/brain/locks\"")]
    [TestCase("Use `a < b` and **c**.", "<code>a &lt; b</code>")]
    [TestCase("```sql\nselect 1;\n```", "<pre><code class=\"language-sql\">select 1;")]
    public void WhatHelps_Stays(string markdown, string html) => Assert.That(AnswerMarkdown.ToHtml(markdown), Does.Contain(html));

    [TestCase("![x](https://evil.example/x.png?q=secret)")]
    [TestCase("![x](/brain/x.png)")]
    [TestCase("<img src=x onerror=alert(1)>")]
    [TestCase("<script>alert(1)</script>")]
    [TestCase("[click](https://evil.example)")]
    [TestCase("[click](//evil.example)")]
    [TestCase("[click](/\\evil.example)")]
    [TestCase("[click](javascript:alert(1))")]
    [TestCase("[click](mailto:a@evil.example)")]
    [TestCase("https://evil.example/auto www.evil.example")]
    [TestCase("[a](https://evil.example \"[b](/x)\")")]
    public void WhatLeadsElsewhere_IsText(string markdown)
    {
        var html = AnswerMarkdown.ToHtml(markdown);
        Assert.That(html, Does.Not.Contain("<a").And.Not.Contain("<img").And.Not.Contain("<script").And.Not.Contain("href"));
    }

    [Test]
    public void OfALink_TheTextStays() => Assert.That(AnswerMarkdown.ToHtml("Go [**there**](https://evil.example) now."), Does.Contain("Go <strong>there</strong> now."));
}
