using CsCheck;
using Marketplace.Core.Search;

namespace Marketplace.Tests.Search;

/// <summary>Counts, totals and pages agree with each other, whatever is asked.</summary>
internal sealed class FacetTests
{
    private static readonly string?[] Texts = [null, null, "react", "dashboard charts", "c# postgresql library", "saas billing", "shop"];

    private static readonly Gen<ProductSearch> Searches =
        from text in Any(Texts)
        from category in Any<string?>(null, null, "components", "ui-kits", "applications", "nothing")
        from stack in Any<string[]>([], [], ["typescript"], ["csharp", "postgresql"], ["react", "typescript"])
        from tag in Any<string[]>([], [], [], ["dashboard"], ["templates"])
        from license in Any<string?>(null, null, "extended")
        from lowest in Any<long?>(null, null, 0, 1900, 4900)
        from highest in Any<long?>(null, null, 4999, 9900)
        from rating in Any<decimal?>(null, null, 4, 4.5m)
        from seller in Any<Guid?>(null, null, null, SearchLab.SellerOf(1))
        select new ProductSearch
        {
            Text = text,
            Order = text is null ? SearchOrder.Popular : SearchOrder.Relevance,
            Category = category,
            Stack = stack,
            Tags = tag,
            License = license,
            MinPriceCents = lowest,
            MaxPriceCents = highest,
            MinRating = rating,
            SellerId = seller,
            WithFacets = true,
        };

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private SearchLab lab = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => lab = await SearchLab.OpenAsync();

    [OneTimeTearDown]
    public ValueTask CloseAsync() => lab.DisposeAsync();

    [Test]
    public Task Facets_ChoosingAValue_GivesExactlyItsCount() => Searches.SampleAsync(
        async search =>
        {
            var facets = (await lab.SearchAsync(search)).Facets!;
            foreach (var (choice, count) in Choices(search, facets))
            {
                Assert.That((await lab.SearchAsync(choice with { WithFacets = false })).Total, Is.EqualTo(count), choice.ToString());
            }
        },
        iter: 60,
        threads: 4);

    [Test]
    public Task Facets_TogetherWithTheTotal_AreTheOnesOfTheWholeResult() => Searches.SampleAsync(
        async search =>
        {
            var hits = await lab.SearchAsync(search with { Limit = 100 });
            Assert.That(hits.Items, Has.Count.EqualTo(hits.Total));
            if (search.MinPriceCents is null && search.MaxPriceCents is null)
            {
                Assert.That(hits.Facets!.Price.Sum(bucket => bucket.Count), Is.EqualTo(hits.Total));
            }

            if (search.License is null)
            {
                Assert.That(hits.Facets!.License.SingleOrDefault(license => license.Value == "standard")?.Count ?? 0, Is.EqualTo(hits.Total));
            }
        },
        iter: 60,
        threads: 4);

    [Test]
    public async Task Facets_OfTheWholeIndex_NameAndOrderTheirValues()
    {
        var facets = (await lab.SearchAsync(new ProductSearch { WithFacets = true })).Facets!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(facets.Category.Single(category => category.Value == "ui-kits"), Is.EqualTo(new FacetCount("ui-kits", "Interface kits", 6)));
            Assert.That(facets.Stack[0].Label, Is.EqualTo("TypeScript"));
            Assert.That(facets.Stack.Select(stack => stack.Count), Is.Ordered.Descending);
            Assert.That(facets.Rating.Select(rating => rating.Value), Is.EqualTo(new[] { "4", "3", "2", "1" }));
            Assert.That((facets.MinPriceCents, facets.MaxPriceCents), Is.EqualTo((0, 19900)));
            Assert.That(facets.Price.Select(price => (price.From, price.To)).First(), Is.EqualTo((0L, (long?)1)));
        }
    }

    [Test]
    public async Task Pages_InEveryOrder_HaveNoDuplicatesAndNoGaps(
        [Values] SearchOrder order, [Values(null, "react typescript dashboard", "templates")] string? text, [Values(1, 7)] int limit)
    {
        if (order == SearchOrder.Relevance && text is null)
        {
            return;
        }

        var search = new ProductSearch { Text = text, Order = order };
        var whole = await lab.SearchAsync(search with { Limit = 100 });
        var paged = new List<Guid>();
        SearchCursor? cursor = null;
        do
        {
            var page = await lab.SearchAsync(search with { Limit = limit, Cursor = cursor is null ? null : SearchCursor.Parse(cursor.ToString(), order) });
            paged.AddRange(page.Items.Select(item => item.ProductId));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.That(paged, Is.EqualTo(whole.Items.Select(item => item.ProductId)).And.Unique);
        Assert.That(paged, Has.Count.EqualTo(whole.Total).And.Count.GreaterThan(3));
    }

    [Test]
    public async Task Orders_PutFirstWhatTheyName()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await FirstAsync(SearchOrder.Popular), Is.EqualTo("tailwindui"));
            Assert.That(await FirstAsync(SearchOrder.Newest), Is.EqualTo("sx70"));
            Assert.That(await FirstAsync(SearchOrder.PriceAscending), Is.EqualTo("fsharpval"));
            Assert.That(await FirstAsync(SearchOrder.PriceDescending), Is.EqualTo("marketplacekit"));
            Assert.That(await FirstAsync(SearchOrder.Rating), Is.EqualTo("invoicepdf"));
        }
    }

    private async Task<string> FirstAsync(SearchOrder order) => lab.Keys(await lab.SearchAsync(new ProductSearch { Order = order }))[0];

    private static IEnumerable<(ProductSearch Choice, int Count)> Choices(ProductSearch search, ProductFacets facets) =>
    [
        .. facets.Category.Select(value => (search with { Category = value.Value }, value.Count)),
        .. facets.Stack.Take(8).Select(value => (search with { Stack = [.. search.Stack.Append(value.Value).Distinct()] }, value.Count)),
        .. facets.Tag.Take(8).Select(value => (search with { Tags = [.. search.Tags.Append(value.Value).Distinct()] }, value.Count)),
        .. facets.License.Select(value => (search with { License = value.Value }, value.Count)),
        .. facets.Rating.Select(value => (search with { MinRating = value.Value[0] - '0' }, value.Count)),
        .. facets.Price.Select(value => (search with { MinPriceCents = value.From, MaxPriceCents = value.To - 1 }, value.Count)),
    ];
}
