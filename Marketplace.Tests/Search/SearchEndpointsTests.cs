using System.Net;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Search;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Search;

/// <summary>The public search over HTTP, on the running product with its demo products.</summary>
internal sealed class SearchEndpointsTests
{
    private HttpClient http = null!;
    private SearchClient search = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        http = new HttpClient { BaseAddress = (await RunningMarketplace.GetAsync()).Api };
        search = new SearchClient(http);
    }

    [OneTimeTearDown]
    public void Close() => http.Dispose();

    [Test]
    public async Task Search_OfAnyone_ShowsCardsWithFacets()
    {
        var page = await search.SearchAsync(new ProductQuery { Facets = true, Limit = 5 }, CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.Items, Has.Count.EqualTo(5));
            Assert.That(page.Total, Is.GreaterThan(5));
            Assert.That(page.NextCursor, Is.Not.Null);
            Assert.That(page.Facets!.Category, Is.Not.Empty);
            Assert.That(page.Facets.Price.Buckets.Sum(bucket => bucket.Count), Is.EqualTo(page.Total));
            Assert.That(page.Items.Select(item => item.Sales), Is.Ordered.Descending);
        }
    }

    [Test]
    public async Task Search_ByATitle_FindsThatProductFirst()
    {
        var some = await search.SearchAsync(new ProductQuery { Sort = "newest" }, CancellationToken.None);
        foreach (var product in some.Items.Take(5))
        {
            var found = await search.SearchAsync(new ProductQuery { Q = product.Title }, CancellationToken.None);
            Assert.That(found.Items[0].Title, Is.EqualTo(product.Title), "other tests publish products of the same name");
        }
    }

    [Test]
    public async Task Search_BySellerAndPrice_FindsOnlyThose()
    {
        var seller = (await search.SearchAsync(new ProductQuery { Limit = 1 }, CancellationToken.None)).Items[0].Seller.Handle;
        var page = await search.SearchAsync(new ProductQuery { Seller = seller, MaxPrice = 100_00, Sort = "priceAsc", Limit = 100 }, CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.Items.Select(item => item.Seller.Handle).Distinct(), Is.SubsetOf(new[] { seller }));
            Assert.That(page.Items.Select(item => item.Price.Amount), Is.Ordered.And.All.LessThanOrEqualTo(100_00));
        }

        Assert.That((await search.SearchAsync(new ProductQuery { Seller = "nobody-at-all" }, CancellationToken.None)).Total, Is.Zero);
    }

    [TestCase("sort=best", "sort")]
    [TestCase("minPrice=-1", "minPrice")]
    [TestCase("maxPrice=cheap", "maxPrice")]
    [TestCase("minPrice=500&maxPrice=100", "maxPrice")]
    [TestCase("minRating=6", "minRating")]
    [TestCase("limit=0", "limit")]
    [TestCase("limit=101", "limit")]
    [TestCase("license=mit", "license")]
    [TestCase("cursor=nonsense", "cursor")]
    [TestCase("facets=maybe", "facets")]
    public async Task Search_WithAWrongValue_IsRefusedByName(string query, string field)
    {
        using var answer = await http.GetAsync(new Uri($"/api/products?{query}", UriKind.Relative));
        var body = await answer.Content.ReadAsStringAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), body);
            Assert.That(body, Does.Contain("\"validation_failed\"").And.Contain($"\"{field}\":["));
        }
    }

    [Test]
    public async Task Search_WithACursorOfAnotherSort_IsRefused()
    {
        var page = await search.SearchAsync(new ProductQuery { Sort = "newest", Limit = 1 }, CancellationToken.None);
        var refusal = Assert.ThrowsAsync<ApiProblemException>(() =>
            search.SearchAsync(new ProductQuery { Sort = "popular", Limit = 1, Cursor = page.NextCursor }, CancellationToken.None));
        Assert.That((refusal!.Status, refusal.Code), Is.EqualTo((400, "validation_failed")));
    }

    [Test]
    public void Search_ForMoreThan200Characters_IsRefused()
    {
        var refusal = Assert.ThrowsAsync<ApiProblemException>(() => search.SearchAsync(new ProductQuery { Q = new string('a', 201) }, CancellationToken.None));
        Assert.That(refusal!.Errors.Keys, Is.EqualTo(new[] { "q" }));
    }

    [TestCase("%00")]
    [TestCase("%ED%A0%80")]
    [TestCase("%27%22%3C%3E%25_%5C")]
    public async Task Search_WithAnyCharacters_Answers(string text)
    {
        foreach (var path in new[] { $"/api/products?q={text}&category={text}&stack={text}&tag={text}&seller={text}", $"/api/suggest?q={text}" })
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
        }
    }

    [Test]
    public async Task Suggest_OfATitlesBeginning_OffersIt()
    {
        var title = (await search.SearchAsync(new ProductQuery { Limit = 1 }, CancellationToken.None)).Items[0].Title;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await search.SuggestAsync(title[..(title.Length / 2)], CancellationToken.None), Does.Contain(title));
            Assert.That(await search.SuggestAsync("a", CancellationToken.None), Is.Empty);
        }
    }
}
