using Marketplace.Core.Brain.Sources;
using Marketplace.Core.Brain.Suggestions;

namespace Marketplace.Tests.Brain;

/// <summary>Hints for listings, and which files of a package are documentation.</summary>
internal sealed class SuggestionPolicyTests
{
    [TestCase(new long[] { 1000, 2000 }, null)]
    [TestCase(new long[] { 3000, 1000, 2000 }, "1000 2000 2000")]
    [TestCase(new long[] { 900, 4900, 1900, 2900, 9900 }, "1900 2900 4900")]
    [TestCase(new long[] { 500, 500, 500, 500 }, "500 500 500")]
    public void Range_IsTheMiddleHalf_OfPricesThatExist(long[] prices, string? expected) =>
        Assert.That(SuggestionPolicy.Range(prices) is { } range ? $"{range.From} {range.Median} {range.To}" : null, Is.EqualTo(expected));

    [TestCase("Invoices", "what it is")]
    [TestCase("INVOICE API WITH STRIPE AND PDF", "Capitals")]
    [TestCase("An invoice service with numbering, tax lines, reminders, PDF, and many more things besides", "cut off")]
    [TestCase("Invoice service with numbering", "PostgreSQL")]
    public void Remark_NamesWhatIsWrongWithATitle(string title, string word) => Assert.That(SuggestionPolicy.RemarkOn(title, ["PostgreSQL"]), Does.Contain(word));

    [Test]
    public void Remark_OnAGoodTitle_IsNone() => Assert.That(SuggestionPolicy.RemarkOn("Invoice service on PostgreSQL", ["PostgreSQL"]), Is.Null);

    [Test]
    public void Readme_WithEverything_HasNoGaps() => Assert.That(ReadmeParts.Missing("""
        # Invoice API
        ## Requirements
        .NET 10 and PostgreSQL 18.
        ## Getting started
        Run it.
        ## Configuration
        Settings.
        ## Usage
        Call it.
        License
        -------
        See LICENSE.
        ## Support
        Ask on the page.
        """), Is.Empty);

    [Test]
    public void Readme_SaysThingsInOtherWords_AndIsNotNagged() => Assert.That(ReadmeParts.Missing("""
        # Invoice API
        It needs Node 24 and works with PostgreSQL 16 or newer.

            npm ci
        Copy `.env.example` to `.env`.
        You may use it in one product. Contact the author on its page.
        """).Select(part => part.Name), Is.EqualTo(new[] { "usage" }));

    [Test]
    public void Readme_OfOneLine_LacksAll() => Assert.That(ReadmeParts.Missing("A great project.").Select(part => part.Name),
        Is.EqualTo(new[] { "requirements", "installation", "configuration", "usage", "license", "support" }));

    [TestCase("README.md", true, false)]
    [TestCase("invoice-api/Readme", true, false)]
    [TestCase("a/b/README.md", false, false)]
    [TestCase("README.exe", false, false)]
    [TestCase("docs/setup.md", false, true)]
    [TestCase("invoice-api/docs/deep/er/setup.md", false, true)]
    [TestCase("docs.md", false, false)]
    [TestCase("docs/setup.html", false, false)]
    [TestCase("src/a/docs/setup.md", false, false)]
    public void Files_AreReadmeOrDocs_ByPlaceAndName(string path, bool isReadme, bool isDocs) =>
        Assert.That((SourcePolicy.IsReadme(path), SourcePolicy.IsDocs(path)), Is.EqualTo((isReadme, isDocs)));
}
