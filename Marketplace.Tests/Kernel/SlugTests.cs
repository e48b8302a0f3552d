using Marketplace.Core.Kernel;

namespace Marketplace.Tests.Kernel;

internal sealed class SlugTests
{
    [TestCase("React data grid", ExpectedResult = "react-data-grid")]
    [TestCase("  Café — Über & Co.  ", ExpectedResult = "cafe-uber-co")]
    [TestCase("Don't panic", ExpectedResult = "dont-panic")]
    [TestCase("C# 14 / .NET 10", ExpectedResult = "c-14-net-10")]
    [TestCase("日本語", ExpectedResult = "")]
    [TestCase("---", ExpectedResult = "")]
    public string From_WritesLowerCaseAsciiWithSingleHyphens(string text) => Slug.From(text, 40);

    [Test]
    public void From_IsCutWithoutATrailingHyphen() => Assert.That(Slug.From("abcd efgh", 5), Is.EqualTo("abcd"));

    [Test]
    public void WithSuffix_NeverExceedsTheLength()
    {
        var slug = Slug.WithSuffix(new string('a', 70), "12", 70);
        Assert.That(slug, Has.Length.EqualTo(70).And.EndsWith("a-12"));
    }
}
