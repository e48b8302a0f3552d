using System.Net;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Selling;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Catalog;

/// <summary>The life of a listing over the Api of the running product.</summary>
internal sealed class ProductEndpointsTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private ApiPerson seller = null!;
    private ApiPerson stranger = null!;
    private ApiPerson admin = null!;
    private ApiPerson guest = null!;

    [OneTimeSetUp]
    public async Task MeetAsync()
    {
        seller = await ApiPerson.SellerAsync();
        stranger = await ApiPerson.SellerAsync();
        admin = await ApiPerson.AdminAsync();
        guest = await ApiPerson.GuestAsync();
    }

    [OneTimeTearDown]
    public void Part()
    {
        seller.Dispose();
        stranger.Dispose();
        admin.Dispose();
        guest.Dispose();
    }

    [Test]
    public async Task Listing_FromDraftToShop_IsSeenByTheRightPeople()
    {
        var draft = await seller.Selling.CreateProductAsync(ApiPerson.Listing("Journey grid"), None);
        Assert.That(draft.Status, Is.EqualTo(ProductStatus.Draft));
        Assert.That(draft.Tags, Is.EqualTo(new[] { "data-grid" }));
        Assert.That(draft.Missing, Has.Count.EqualTo(2));
        Assert.That(draft.SellerGets, Is.EqualTo(new FeePreviewView(Usd(1999), Usd(200), Usd(88), Usd(1711))));
        var incomplete = await Refusal.OfAsync(seller.Selling.SubmitProductAsync(draft.Id, None), 409, "catalog.incomplete");
        Assert.That(incomplete.Detail, Does.Contain("image").And.Contain("package"));

        await seller.AddImageAsync(draft.Id);
        await seller.UploadAsync(draft.Id, "1.0.0", ApiPerson.Zip());
        await seller.CheckedAsync(draft.Id, "1.0.0");
        await Refusal.OfAsync(guest.Catalog.GetProductAsync(draft.Slug, None), 404, "not_found");
        await Refusal.OfAsync(seller.Catalog.GetProductAsync(draft.Slug, None), 404, "not_found");

        Assert.That((await seller.Selling.SubmitProductAsync(draft.Id, None)).Status, Is.EqualTo(ProductStatus.Submitted));
        await Refusal.OfAsync(seller.Selling.SubmitProductAsync(draft.Id, None), 409, "catalog.not_a_draft");
        await Refusal.OfAsync(seller.Selling.UpdateProductAsync(draft.Id, ApiPerson.Listing(), None), 409, "catalog.in_review");
        var queue = await admin.Admin.ListSubmissionsAsync(null, None);
        Assert.That(queue.Total, Is.Positive);

        await admin.Admin.ApproveAsync(draft.Id, None);
        await Refusal.OfAsync(admin.Admin.ApproveAsync(draft.Id, None), 409, "catalog.wrong_state");
        var shown = await guest.Catalog.GetProductAsync(draft.Slug, None);
        Assert.That(shown.Licenses.Select(license => (license.Kind, license.Price.Amount)), Is.EqualTo(new[] { (LicenseName.Standard, 1999L), (LicenseName.Extended, 9900L) }));
        Assert.That((shown.LatestVersion?.Version, shown.FileCount, shown.Seller.Handle), Is.EqualTo(("1.0.0", 1, seller.Handle)));
        Assert.That(shown.DescriptionHtml, Does.Contain("<strong>complete</strong>"));
        using var http = new HttpClient();
        using var image = await http.GetAsync(shown.Cover!.Url);
        Assert.That(image.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/webp"));
        Assert.That((await guest.Catalog.GetSellerAsync(seller.Handle, None)).Products.Select(item => item.Slug), Does.Contain(draft.Slug));
    }

    [Test]
    public async Task Rejected_IsToldWhy_AndAnEditMakesItADraft()
    {
        var product = await seller.CompleteDraftAsync();
        await seller.Selling.SubmitProductAsync(product.Id, None);
        await Refusal.OfAsync(admin.Admin.RejectAsync(product.Id, new() { Reason = "short" }, None), 400, "validation_failed");
        await admin.Admin.RejectAsync(product.Id, new() { Reason = "The package has no licence file." }, None);
        await Refusal.OfAsync(admin.Admin.RejectAsync(product.Id, new() { Reason = "A second click of mine." }, None), 409, "catalog.wrong_state");
        var rejected = await seller.Selling.GetProductAsync(product.Id, None);
        Assert.That((rejected.Status, rejected.RejectionReason), Is.EqualTo((ProductStatus.Rejected, "The package has no licence file.")));
        Assert.That((await seller.Selling.UpdateProductAsync(product.Id, ApiPerson.Listing(), None)).Status, Is.EqualTo(ProductStatus.Draft));
    }

    [Test]
    public async Task Update_FromAnOlderRevision_IsRefusedAndNothingIsLost()
    {
        var product = await seller.Selling.CreateProductAsync(ApiPerson.Listing("First title"), None);
        var inTabOne = ApiPerson.Listing("Second title");
        inTabOne.Revision = product.Revision;
        var updated = await seller.Selling.UpdateProductAsync(product.Id, inTabOne, None);
        var inTabTwo = ApiPerson.Listing("Third title");
        inTabTwo.Revision = product.Revision;
        var stale = await Refusal.OfAsync(seller.Selling.UpdateProductAsync(product.Id, inTabTwo, None), 409, "catalog.stale_edit");
        Assert.That(stale.Detail, Does.Contain($"revision {updated.Revision}"));
        Assert.That((await seller.Selling.GetProductAsync(product.Id, None)).Title, Is.EqualTo("Second title"));
    }

    [Test]
    public async Task Create_ManyOfOneTitleAtOnce_EachHasItsOwnAddress()
    {
        var title = $"Race {Guid.NewGuid():N}";
        var products = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => seller.Selling.CreateProductAsync(ApiPerson.Listing(title), None)));
        Assert.That(products.Select(product => product.Slug), Is.Unique);
    }

    [Test]
    public async Task Delete_TakesItOutOfTheShop()
    {
        var product = await seller.PublishedProductAsync(admin);
        await seller.Selling.DeleteProductAsync(product.Id, None);
        await Refusal.OfAsync(guest.Catalog.GetProductAsync(product.Slug, None), 404, "not_found");
        await Refusal.OfAsync(seller.Selling.GetProductAsync(product.Id, None), 404, "not_found");
        await Refusal.OfAsync(seller.Selling.DeleteProductAsync(product.Id, None), 404, "not_found");
    }

    [Test]
    public async Task Stranger_SeesAndChangesNothing()
    {
        var product = await seller.Selling.CreateProductAsync(ApiPerson.Listing(), None);
        await Refusal.OfAsync(stranger.Selling.GetProductAsync(product.Id, None), 404, "not_found");
        await Refusal.OfAsync(stranger.Selling.UpdateProductAsync(product.Id, ApiPerson.Listing(), None), 404, "not_found");
        await Refusal.OfAsync(stranger.Selling.DeleteProductAsync(product.Id, None), 404, "not_found");
        await Refusal.OfAsync(stranger.Selling.SubmitProductAsync(product.Id, None), 404, "not_found");
        await Refusal.OfAsync(stranger.AddImageAsync(product.Id), 404, "not_found");
        await Refusal.OfAsync(stranger.Selling.CreateVersionAsync(product.Id, new() { Version = "1.0.0" }, None), 404, "not_found");
    }

    [Test]
    public async Task Guest_And_Buyer_CannotSell()
    {
        using var buyer = await ApiPerson.BuyerAsync();
        await Refusal.OfAsync(guest.Selling.CreateProductAsync(ApiPerson.Listing(), None), 401, "unauthenticated");
        await Refusal.OfAsync(buyer.Selling.CreateProductAsync(ApiPerson.Listing(), None), 403, "selling.not_a_seller");
        await Refusal.OfAsync(seller.Admin.ListSubmissionsAsync(null, None), 403, "forbidden");
        await Refusal.OfAsync(seller.Admin.ApproveAsync(Guid.NewGuid(), None), 403, "forbidden");
        await Refusal.OfAsync(admin.Admin.ApproveAsync(Guid.NewGuid(), None), 404, "not_found");
    }

    [TestCase("title", "validation_failed")]
    [TestCase("category", "catalog.unknown_category")]
    [TestCase("price", "catalog.bad_price")]
    [TestCase("demoUrl", "catalog.not_https")]
    [TestCase("tags", "catalog.bad_tag")]
    public async Task Create_WithAWrongField_NamesTheField(string field, string code)
    {
        var request = ApiPerson.Listing();
        request.Title = field == "title" ? "abc" : request.Title;
        request.Category = field == "category" ? "nowhere" : request.Category;
        request.Price = field == "price" ? new MoneyView(1999, "EUR") : request.Price;
        request.DemoUrl = field == "demoUrl" ? "http://example.org" : request.DemoUrl;
        request.Tags = field == "tags" ? ["???"] : request.Tags;
        var problem = await Refusal.OfAsync(seller.Selling.CreateProductAsync(request, None), 400, code);
        Assert.That(problem.Errors.Keys, Is.EqualTo(new[] { field }));
    }

    [Test]
    public async Task AddImage_OfSomethingElse_IsRefused()
    {
        var product = await seller.Selling.CreateProductAsync(ApiPerson.Listing(), None);
        using var text = new MemoryStream("no picture"u8.ToArray());
        await Refusal.OfAsync(seller.Selling.AddImageAsync(product.Id, text, "cover.png", None), 400, "catalog.image_unreadable");
    }

    [Test]
    public async Task RemoveImage_TakesItOut()
    {
        var product = await seller.Selling.CreateProductAsync(ApiPerson.Listing(), None);
        var image = (await seller.AddImageAsync(product.Id)).Images.Single();
        Assert.That((await seller.Selling.RemoveImageAsync(product.Id, image.Id, None)).Images, Is.Empty);
        await Refusal.OfAsync(seller.Selling.RemoveImageAsync(product.Id, image.Id, None), 404, "not_found");
    }

    [Test]
    public async Task Lists_PageByCursor_AndRefuseAMalformedOne()
    {
        using var other = await ApiPerson.SellerAsync();
        for (var number = 0; number < 3; number++)
        {
            await other.Selling.CreateProductAsync(ApiPerson.Listing($"Paged {number}"), None);
        }

        var first = await other.Http.GetAsync(SellingRoutes.Products + "?limit=2");
        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var page = System.Text.Json.JsonSerializer.Deserialize<PageView<SellerProductItemView>>(await first.Content.ReadAsStringAsync(), ApiClient.Json)!;
        var rest = await other.Selling.ListProductsAsync(page.NextCursor, None);
        Assert.That(page.Items.Concat(rest.Items).Select(item => item.Title), Is.EqualTo(new[] { "Paged 2", "Paged 1", "Paged 0" }));
        Assert.That((page.Total, rest.NextCursor), Is.EqualTo((3L, (string?)null)));
        await Refusal.OfAsync(other.Selling.ListProductsAsync("nonsense", None), 400, "validation_failed");
    }

    [TestCase(49)]
    [TestCase(-1)]
    public async Task Fees_OfAPriceThatCannotBe_AreRefused(long amount) => await Refusal.OfAsync(seller.Selling.PreviewFeesAsync(amount, None), 400, "catalog.bad_price");

    [Test]
    public async Task Vocabulary_IsOpenToAll()
    {
        Assert.That((await guest.Catalog.ListCategoriesAsync(None)).Select(category => category.Slug), Does.Contain("ui-kits"));
        Assert.That((await guest.Catalog.ListStacksAsync("asp.net", None)).Select(stack => stack.Label), Is.EqualTo(new[] { "ASP.NET Core" }));
        Assert.That(await guest.Catalog.ListTagsAsync("no-such-tag-anywhere", None), Is.Empty);
        await Refusal.OfAsync(guest.Catalog.GetSellerAsync("nobody-at-all", None), 404, "not_found");
        await Refusal.OfAsync(guest.Catalog.ListRelatedAsync("no-such-product", None), 404, "not_found");
    }

    private static MoneyView Usd(long amount) => new(amount, "USD");
}
