using Marketplace.Core.Catalog;

namespace Marketplace.Tests.Catalog;

internal sealed class ContentRulesTests
{
    private static readonly ProductContent Good = new() { Title = "Grid", Category = "components", PriceCents = 1999 };

    [Test]
    public void Check_WritesTheCanonicalForm()
    {
        var content = ContentRules.Check(Good with { Title = "  Grid ", Tags = ["Data Grid"], Stack = ["C#"], DemoUrl = " ", DocsUrl = "https://docs.example.org " }).Value!;
        Assert.That((content.Title, content.Tags.Single(), content.Stack.Single(), content.DemoUrl, content.DocsUrl),
            Is.EqualTo(("Grid", "data-grid", "csharp", (string?)null, "https://docs.example.org")));
    }

    [TestCaseSource(nameof(Refused))]
    public void Check_RefusesByField(ProductContent content, string code, string field)
    {
        var error = ContentRules.Check(content).Error;
        Assert.That((error?.Code, error?.Field), Is.EqualTo((code, field)));
    }

    private static IEnumerable<TestCaseData> Refused() =>
    [
        new(Good with { Title = "   a   " }, "catalog.title_too_short", "title"),
        new(Good with { PriceCents = 20 }, "catalog.bad_price", "price"),
        new(Good with { PriceCents = -1 }, "catalog.bad_price", "price"),
        new(Good with { ExtendedPriceCents = 20_000_000 }, "catalog.bad_price", "extendedPrice"),
        new(Good with { ExtendedPriceCents = 1000 }, "catalog.extended_below_standard", "extendedPrice"),
        new(Good with { DemoUrl = "http://example.org" }, "catalog.not_https", "demoUrl"),
        new(Good with { DocsUrl = "javascript:alert(1)" }, "catalog.not_https", "docsUrl"),
        new(Good with { Tags = ["???"] }, "catalog.bad_tag", "tags"),
        new(Good with { Stack = ["???"] }, "catalog.bad_tag", "stack"),
    ];
}
