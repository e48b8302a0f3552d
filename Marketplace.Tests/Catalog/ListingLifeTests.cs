using System.Security.Cryptography;
using Marketplace.Contracts.Admin;
using Marketplace.Contracts.Selling;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Catalog;

/// <summary>Suspended, restored and deleted listings, visited links and the preview, over the Api of the running product.</summary>
internal sealed class ListingLifeTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private ApiPerson seller = null!;
    private ApiPerson admin = null!;
    private ApiPerson guest = null!;

    [OneTimeSetUp]
    public async Task MeetAsync()
    {
        seller = await ApiPerson.SellerAsync();
        admin = await ApiPerson.AdminAsync();
        guest = await ApiPerson.GuestAsync();
    }

    [OneTimeTearDown]
    public void Part()
    {
        seller.Dispose();
        admin.Dispose();
        guest.Dispose();
    }

    [Test]
    public async Task Suspended_LeavesTheShopWithAReason_AndComesBack()
    {
        using var inbox = new MailInbox((await RunningMarketplace.GetAsync()).MailInbox);
        var title = $"Suspended {Guid.NewGuid().ToString("N")[..8]}";
        var product = await seller.PublishedProductAsync(admin, ApiPerson.Listing(title));
        await Refusal.OfAsync(seller.Admin.SuspendProductAsync(product.Id, new() { Reason = "I am no admin at all." }, None), 403, "forbidden");
        await Refusal.OfAsync(admin.Admin.SuspendProductAsync(product.Id, new() { Reason = "short" }, None), 400, "validation_failed");
        await Refusal.OfAsync(admin.Admin.RestoreProductAsync(product.Id, None), 409, "catalog.wrong_state");
        await admin.Admin.SuspendProductAsync(product.Id, new() { Reason = "The package holds somebody else's fonts." }, None);
        await Refusal.OfAsync(admin.Admin.SuspendProductAsync(product.Id, new() { Reason = "A second click of mine." }, None), 409, "catalog.wrong_state");
        await Refusal.OfAsync(guest.Catalog.GetProductAsync(product.Slug, None), 404, "not_found");
        var suspended = await seller.Selling.GetProductAsync(product.Id, None);
        Assert.That((suspended.Status, suspended.SuspensionReason), Is.EqualTo((ProductStatus.Suspended, "The package holds somebody else's fonts.")));
        Assert.That((await inbox.WaitForAsync(seller.Email, $"Suspended: {title}")).Text, Does.Contain("somebody else's fonts"));
        Assert.That((await admin.Admin.ListProductsAsync(title.ToUpperInvariant(), suspended: true, null, None)).Items.Single().Id, Is.EqualTo(product.Id));

        await admin.Admin.RestoreProductAsync(product.Id, None);
        Assert.That((await guest.Catalog.GetProductAsync(product.Slug, None)).Id, Is.EqualTo(product.Id));
        await inbox.WaitForAsync(seller.Email, $"Back in the shop: {title}");
        Assert.That((await admin.Admin.ListProductsAsync(seller.Handle, suspended: true, null, None)).Items, Is.Empty);
        await Refusal.OfAsync(guest.Admin.ListProductsAsync(null, suspended: false, null, None), 401, "unauthenticated");
    }

    [Test]
    public async Task Deleted_IsGoneFromTheShop_WhileItsOwnerDownloads_AndItsAddressIsKept()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        var draft = await seller.Selling.CreateProductAsync(ApiPerson.Listing($"Deleted {mark}"), None);
        await seller.AddImageAsync(draft.Id);
        var zip = ApiPerson.Zip();
        await seller.UploadAsync(draft.Id, "1.0.0", zip);
        await seller.CheckedAsync(draft.Id, "1.0.0");
        await seller.Selling.SubmitProductAsync(draft.Id, None);
        await admin.Admin.ApproveAsync(draft.Id, None);
        using var buyer = await ApiPerson.BuyerAsync();
        var order = await buyer.BuyAsync(draft.Id);

        await seller.Selling.DeleteProductAsync(draft.Id, None);
        await Refusal.OfAsync(guest.Catalog.GetProductAsync(draft.Slug, None), 404, "not_found");
        var link = await buyer.Orders.GetDownloadAsync(order.Id, order.Lines[0].Id, null, None);
        using var http = new HttpClient();
        var bytes = await http.GetByteArrayAsync(link.Url);
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(bytes)), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(zip))));
        var next = await seller.Selling.CreateProductAsync(ApiPerson.Listing($"Deleted {mark}"), None);
        Assert.That(next.Slug, Is.EqualTo($"deleted-{mark}-2"));
    }

    [Test]
    public async Task Links_AreVisitedByTheWorkers_AndTheResultIsToldToTheSeller()
    {
        var listing = ApiPerson.Listing("Linked grid");
        (listing.DemoUrl, listing.DocsUrl) = ("https://no-such-host.invalid/demo", null);
        var product = await seller.Selling.CreateProductAsync(listing, None);
        Assert.That(product.Links.Single(), Is.EqualTo(new LinkCheckView(LinkName.Demo, "https://no-such-host.invalid/demo", false, null, null, null)));
        var visited = await VisitedAsync(product.Id);
        Assert.That((visited.Reachable, visited.Problem), Is.EqualTo((false, "There is no server of this name.")));

        (listing.DemoUrl, listing.DocsUrl) = (null, "https://also-no-such-host.invalid/docs");
        await seller.Selling.UpdateProductAsync(product.Id, listing, None);
        Assert.That(await VisitedAsync(product.Id), Has.Property(nameof(LinkCheckView.Kind)).EqualTo(LinkName.Docs).And.Property(nameof(LinkCheckView.Url)).EqualTo(listing.DocsUrl));
    }

    [Test]
    public async Task NewWordsOfTheStack_AreShownToTheApprovers()
    {
        var listing = ApiPerson.Listing("New words");
        listing.Stack = ["React", "Brandnew Thing"];
        var product = await seller.CompleteDraftAsync(listing);
        Assert.That(product.NewStack, Is.EqualTo(new[] { "brandnew-thing" }));
        await seller.Selling.SubmitProductAsync(product.Id, None);
        var submission = await FindSubmissionAsync(product.Id);
        Assert.That(submission.NewStack, Is.EqualTo(new[] { "brandnew-thing" }));
    }

    [Test]
    public async Task Preview_IsWhatBuyersWillSee_ForPeopleWhoAreSignedIn()
    {
        var preview = await seller.Selling.PreviewMarkdownAsync("# Hi\n\n**bold** <script>alert(1)</script> [x](javascript:alert(1))", None);
        Assert.That(preview.Html, Does.StartWith("<h3>Hi</h3>").And.Contain("<strong>bold</strong>").And.Not.Contain("<script").And.Not.Contain("href=\"javascript"));
        await Refusal.OfAsync(guest.Selling.PreviewMarkdownAsync("x", None), 401, "unauthenticated");
        await Refusal.OfAsync(seller.Selling.PreviewMarkdownAsync(new string('x', 20_001), None), 400, "validation_failed");
    }

    private async Task<LinkCheckView> VisitedAsync(Guid productId)
    {
        for (var attempt = 0; attempt < 150; attempt++)
        {
            var link = (await seller.Selling.GetProductAsync(productId, None)).Links.Single();
            if (link.CheckedAt is not null)
            {
                return link;
            }

            await Task.Delay(200);
        }

        throw new TimeoutException("The address was not visited within half a minute.");
    }

    private async Task<SubmissionView> FindSubmissionAsync(Guid productId)
    {
        string? cursor = null;
        while (true)
        {
            var page = await admin.Admin.ListSubmissionsAsync(cursor, None);
            if (page.Items.FirstOrDefault(item => item.ProductId == productId) is { } found)
            {
                return found;
            }

            cursor = page.NextCursor ?? throw new AssertionException("The listing is not in the queue.");
        }
    }
}
