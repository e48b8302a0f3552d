using CsCheck;
using Marketplace.Core.Search;

namespace Marketplace.Tests.Search;

internal sealed class SearchHighlighterTests
{
    [TestCase("Charts for React", "charts react", "<mark>Charts</mark> for <mark>React</mark>")]
    [TestCase("Written in C#, not C.", "c#", "Written in <mark>C#</mark>, not C.")]
    [TestCase("<b>Bold</b> & React", "react", "&lt;b&gt;Bold&lt;/b&gt; &amp; <mark>React</mark>")]
    [TestCase("For Node.js apps", "nodejs", "For <mark>Node.js</mark> apps")]
    public void Mark_EncodesTheTextAndMarksHits(string text, string hits, string expected) =>
        Assert.That(SearchHighlighter.Mark(text, hits.Split(' ').ToHashSet()), Is.EqualTo(expected));

    [Test]
    public void Mark_WithoutHits_IsNull() => Assert.That(SearchHighlighter.Mark("nothing here", new HashSet<string> { "react" }), Is.Null);

    [Test]
    public void Mark_OfALongText_IsAPassageAroundTheHits()
    {
        var text = string.Concat(Enumerable.Repeat("filler words ", 100)) + "React charts " + string.Concat(Enumerable.Repeat("more filler ", 100));
        var html = SearchHighlighter.Mark(text, new HashSet<string> { "react", "charts" })!;
        Assert.That(html, Does.StartWith("…").And.EndWith("…").And.Contain("<mark>React</mark> <mark>charts</mark>").And.Length.LessThan(260));
    }

    [Test]
    public void Mark_OfAnyText_HasNoMarkupButOurs() => Gen.Select(Gen.String, Gen.String).Sample((left, right) =>
    {
        var html = SearchHighlighter.Mark($"{left} react {right}", new HashSet<string> { "react" }) ?? "";
        Assert.That(html.Replace("<mark>", "", StringComparison.Ordinal).Replace("</mark>", "", StringComparison.Ordinal), Does.Not.Contain('<').And.Not.Contain('>'));
    });
}
