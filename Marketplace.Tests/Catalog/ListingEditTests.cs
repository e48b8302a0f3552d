using System.Net;
using Marketplace.Contracts.Admin;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Selling;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Catalog;

/// <summary>Edits of pictures, of what is for sale and of addresses, over the Api of the running product.</summary>
internal sealed class ListingEditTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private ApiPerson seller = null!;
    private ApiPerson stranger = null!;
    private ApiPerson admin = null!;
    private ApiPerson guest = null!;
    private MailInbox inbox = null!;

    [OneTimeSetUp]
    public async Task MeetAsync()
    {
        seller = await ApiPerson.SellerAsync();
        stranger = await ApiPerson.SellerAsync();
        admin = await ApiPerson.AdminAsync();
        guest = await ApiPerson.GuestAsync();
        inbox = new((await RunningMarketplace.GetAsync()).MailInbox);
    }

    [OneTimeTearDown]
    public void Part()
    {
        seller.Dispose();
        stranger.Dispose();
        admin.Dispose();
        guest.Dispose();
        inbox.Dispose();
    }

    [Test]
    public async Task Images_AreOrderedAndDescribed_AndTheShopShowsIt()
    {
        var product = await seller.PublishedProductAsync(admin);
        await seller.AddImageAsync(product.Id);
        var three = await seller.AddImageAsync(product.Id);
        var order = three.Images.Select(image => image.Id).Reverse().ToList();
        var ordered = await seller.Selling.OrderImagesAsync(product.Id, order, None);
        Assert.That(ordered.Images.Select(image => image.Id), Is.EqualTo(order));
        await seller.Selling.DescribeImageAsync(product.Id, order[0], "  The grid with 50,000 rows  ", None);
        var shown = await guest.Catalog.GetProductAsync(product.Slug, None);
        Assert.That((shown.Cover!.Id, shown.Cover.Alt), Is.EqualTo((order[0], "The grid with 50,000 rows")));
        Assert.That((await seller.Selling.DescribeImageAsync(product.Id, order[0], " ", None)).Images[0].Alt, Is.EqualTo(product.Title));
        Assert.That(ordered.Revision, Is.EqualTo(product.Revision), "An editor that is open in another tab stays as good as it was.");
    }

    [Test]
    public async Task Images_InAnOrderThatIsNotTheirs_AreRefused()
    {
        var product = await seller.Selling.CreateProductAsync(ApiPerson.Listing(), None);
        await seller.AddImageAsync(product.Id);
        var two = (await seller.AddImageAsync(product.Id)).Images.Select(image => image.Id).ToList();
        foreach (var wrong in new List<Guid>[] { [], [two[0]], [two[0], two[0]], [.. two, Guid.NewGuid()] })
        {
            await Refusal.OfAsync(seller.Selling.OrderImagesAsync(product.Id, wrong, None), 400, "catalog.image_order");
        }

        await Refusal.OfAsync(stranger.Selling.OrderImagesAsync(product.Id, two, None), 404, "not_found");
        await Refusal.OfAsync(stranger.Selling.DescribeImageAsync(product.Id, two[0], "Mine", None), 404, "not_found");
        await Refusal.OfAsync(seller.Selling.DescribeImageAsync(product.Id, Guid.NewGuid(), "None", None), 404, "not_found");
        await Refusal.OfAsync(seller.Selling.DescribeImageAsync(product.Id, two[0], new string('x', 161), None), 400, "validation_failed");
        await Refusal.OfAsync(guest.Selling.OrderImagesAsync(product.Id, two, None), 401, "unauthenticated");
    }

    [Test]
    public async Task Images_OrderedInTwoTabsAtOnce_KeepOneOrder()
    {
        var product = await seller.Selling.CreateProductAsync(ApiPerson.Listing(), None);
        for (var count = 0; count < 3; count++)
        {
            await seller.AddImageAsync(product.Id);
        }

        var ids = (await seller.AddImageAsync(product.Id)).Images.Select(image => image.Id).ToList();
        List<Guid> reversed = [.. Enumerable.Reverse(ids)];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => seller.Selling.OrderImagesAsync(product.Id, number % 2 == 0 ? ids : reversed, None)));
        var stored = (await seller.Selling.GetProductAsync(product.Id, None)).Images.Select(image => image.Id).ToList();
        Assert.That(stored, Is.EqualTo(ids).Or.EqualTo(reversed));
    }

    [Test]
    public async Task HigherPrice_WaitsForApproval_WhileTheListingIsSoldAsItWas()
    {
        using var buyer = await ApiPerson.BuyerAsync();
        var product = await seller.PublishedProductAsync(admin);
        await buyer.FillCartAsync([product.Id]);
        var asked = await EditAsync(product, edit => (edit.Price, edit.Summary) = (Usd(2999), "A grid with a typo mended."));
        Assert.That((asked.Price, asked.Summary, asked.Change?.Price, asked.Change?.RefusedReason), Is.EqualTo((Usd(1999), "A grid with a typo mended.", Usd(2999), (string?)null)));
        Assert.That((await guest.Catalog.GetProductAsync(product.Slug, None)).Price, Is.EqualTo(Usd(1999)));
        Assert.That((await buyer.Cart.GetAsync(None)).Lines.Single().Price, Is.EqualTo(Usd(1999)));

        var waiting = await FindWaitingAsync(product.Id);
        Assert.That(waiting!.Fields, Is.EqualTo(new[] { new ChangedFieldView("Standard licence", "$19.99", "$29.99") }));
        await Refusal.OfAsync(seller.Admin.ApproveChangeAsync(product.Id, waiting.ChangeId, None), 403, "forbidden");
        await admin.Admin.ApproveChangeAsync(product.Id, waiting.ChangeId, None);
        await Refusal.OfAsync(admin.Admin.ApproveChangeAsync(product.Id, waiting.ChangeId, None), 409, "catalog.change_gone");
        Assert.That((await guest.Catalog.GetProductAsync(product.Slug, None)).Price, Is.EqualTo(Usd(2999)));
        Assert.That((await buyer.Cart.GetAsync(None)).Lines.Single().Price, Is.EqualTo(Usd(2999)));
        var mail = await inbox.WaitForAsync(seller.Email, $"Changed: {product.Title}");
        Assert.That(mail.Text, Does.Contain("$19.99 → $29.99"));
    }

    [Test]
    public async Task AChange_ThatIsRefused_IsToldWithTheReason_AndNothingIsSoldOtherwise()
    {
        var product = await seller.PublishedProductAsync(admin, ApiPerson.Listing("Refused change"));
        var asked = await EditAsync(product, edit => (edit.ExtendedPrice, edit.Category) = (null, "libraries"));
        await Refusal.OfAsync(admin.Admin.RejectChangeAsync(product.Id, asked.Change!.Id, new() { Reason = "no" }, None), 400, "validation_failed");
        await admin.Admin.RejectChangeAsync(product.Id, asked.Change.Id, new() { Reason = "Buyers still ask for the Extended licence." }, None);
        var refused = await seller.Selling.GetProductAsync(product.Id, None);
        Assert.That((refused.Change?.RefusedReason, refused.Category, refused.ExtendedPrice), Is.EqualTo(("Buyers still ask for the Extended licence.", "ui-kits", Usd(9900))));
        Assert.That(await FindWaitingAsync(product.Id), Is.Null);
        var mail = await inbox.WaitForAsync(seller.Email, "Change not approved: Refused change");
        Assert.That(mail.Text, Does.Contain("Buyers still ask").And.Contain("$99.00 → not offered").And.Contain("Interface kits → Libraries and SDKs"));

        var old = ApiPerson.Listing("Refused change");
        (old.Category, old.Revision) = ("libraries", asked.Revision);
        await Refusal.OfAsync(seller.Selling.UpdateProductAsync(product.Id, old, None), 409, "catalog.stale_edit");
        Assert.That((await seller.Selling.TakeBackChangeAsync(product.Id, asked.Change.Id, None)).Change, Is.Null);
    }

    [Test]
    public async Task AChange_IsReplacedAndTakenBackByItsSellerOnly()
    {
        var product = await seller.PublishedProductAsync(admin);
        var first = await EditAsync(product, edit => edit.Price = Usd(2999));
        var second = await EditAsync(first, edit => edit.Price = Usd(3999));
        await Refusal.OfAsync(admin.Admin.ApproveChangeAsync(product.Id, first.Change!.Id, None), 409, "catalog.change_gone");
        await Refusal.OfAsync(stranger.Selling.TakeBackChangeAsync(product.Id, second.Change!.Id, None), 404, "not_found");
        await Refusal.OfAsync(guest.Selling.TakeBackChangeAsync(product.Id, second.Change.Id, None), 401, "unauthenticated");
        var taken = await seller.Selling.TakeBackChangeAsync(product.Id, second.Change.Id, None);
        Assert.That((taken.Change, taken.Price), Is.EqualTo(((ListingChangeView?)null, Usd(1999))));
        await Refusal.OfAsync(admin.Admin.ApproveChangeAsync(product.Id, second.Change.Id, None), 409, "catalog.change_gone");
    }

    [Test]
    public async Task AChange_ApprovedAndTakenBackAtOnce_IsOneOfTheTwo()
    {
        var product = await seller.PublishedProductAsync(admin);
        var asked = await EditAsync(product, edit => edit.Price = Usd(2999));
        var results = await Task.WhenAll(OutcomeAsync(admin.Admin.ApproveChangeAsync(product.Id, asked.Change!.Id, None)), OutcomeAsync(seller.Selling.TakeBackChangeAsync(product.Id, asked.Change.Id, None)));
        Assert.That(results, Is.EquivalentTo(new[] { "ok", "catalog.change_gone" }));
        var price = (await seller.Selling.GetProductAsync(product.Id, None)).Price;
        Assert.That(price, Is.EqualTo(results[0] == "ok" ? Usd(2999) : Usd(1999)));
    }

    [Test]
    public async Task Edits_ThatRace_FromOneRevision_OneWins()
    {
        var product = await seller.Selling.CreateProductAsync(ApiPerson.Listing("Racing"), None);
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(number =>
        {
            var edit = ApiPerson.Listing($"Racing number {number}");
            edit.Revision = product.Revision;
            return OutcomeAsync(seller.Selling.UpdateProductAsync(product.Id, edit, None));
        }));
        Assert.That(results.Count(result => result == "ok"), Is.EqualTo(1));
        Assert.That(results.Where(result => result != "ok"), Has.All.EqualTo("catalog.stale_edit"));
        var stored = await seller.Selling.GetProductAsync(product.Id, None);
        Assert.That((stored.Title, stored.Revision), Is.EqualTo(($"Racing number {Array.IndexOf(results, "ok")}", product.Revision + 1)));
    }

    [Test]
    public async Task SavingByItself_TouchesDraftsOnly()
    {
        var product = await seller.CompleteDraftAsync(ApiPerson.Listing("Typed by hand"));
        var typed = ApiPerson.Listing("Typed by hand, more");
        (typed.OnlyDraft, typed.Revision) = (true, product.Revision);
        Assert.That((await seller.Selling.UpdateProductAsync(product.Id, typed, None)).Status, Is.EqualTo(ProductStatus.Draft));
        await seller.Selling.SubmitProductAsync(product.Id, None);
        typed.Revision = null;
        await Refusal.OfAsync(seller.Selling.UpdateProductAsync(product.Id, typed, None), 409, "catalog.no_draft");
        await admin.Admin.ApproveAsync(product.Id, None);
        await Refusal.OfAsync(seller.Selling.UpdateProductAsync(product.Id, typed, None), 409, "catalog.no_draft");
    }

    [Test]
    public async Task AnAddress_OfADraft_FollowsItsTitle_UntilItIsChosen()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        var draft = await seller.Selling.CreateProductAsync(ApiPerson.Listing($"First {mark}"), None);
        Assert.That(draft.Slug, Is.EqualTo($"first-{mark}"));
        var renamed = await EditAsync(draft, edit => edit.Title = $"Second {mark}");
        Assert.That(renamed.Slug, Is.EqualTo($"second-{mark}"));
        var chosen = await EditAsync(renamed, edit => (edit.Title, edit.Slug) = ($"Second {mark}", $"My own {mark}!"));
        Assert.That(chosen.Slug, Is.EqualTo($"my-own-{mark}"));
        var later = await EditAsync(chosen, edit => edit.Title = $"Third {mark}");
        Assert.That((later.Slug, later.SuggestedSlug), Is.EqualTo(($"my-own-{mark}", $"third-{mark}")));
        using var other = await ApiPerson.SellerAsync();
        Assert.That((await other.Selling.CreateProductAsync(ApiPerson.Listing($"First {mark}"), None)).Slug, Is.EqualTo($"first-{mark}"), "A draft's address was never public and is free again.");
        await Refusal.OfAsync(EditAsync(later, edit => edit.Slug = "!!"), 400, "catalog.bad_slug");
    }

    [Test]
    public async Task AnAddress_ThatWasPublic_LeadsToTheListingForGood()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        var product = await seller.PublishedProductAsync(admin, ApiPerson.Listing($"Alpha {mark}"));
        var kept = await EditAsync(product, edit => edit.Title = $"Beta {mark}");
        Assert.That((kept.Slug, kept.SuggestedSlug), Is.EqualTo(($"alpha-{mark}", $"beta-{mark}")));
        var moved = await EditAsync(kept, edit => edit.Slug = $"beta-{mark}");
        await EditAsync(moved, edit => edit.Slug = $"gamma-{mark}");
        foreach (var slug in new[] { $"alpha-{mark}", $"beta-{mark}", $"gamma-{mark}" })
        {
            Assert.That((await guest.Catalog.GetProductAsync(slug, None)).Slug, Is.EqualTo($"gamma-{mark}"));
            Assert.That(await guest.Catalog.ListRelatedAsync(slug, None), Is.Not.Null);
        }

        await AssertLeadsToAsync($"/products/alpha-{mark}?ref=a", $"/products/gamma-{mark}?ref=a");
        await AssertLeadsToAsync($"/products/beta-{mark}", $"/products/gamma-{mark}");
        await AssertLeadsToAsync($"/products/beta-{mark}/versions", $"/products/gamma-{mark}/versions");

        using var other = await ApiPerson.SellerAsync();
        Assert.That((await other.Selling.CreateProductAsync(ApiPerson.Listing($"Alpha {mark}"), None)).Slug, Is.EqualTo($"alpha-{mark}-2"));
        var wanted = ApiPerson.Listing($"Another {mark}");
        var another = await other.Selling.CreateProductAsync(wanted, None);
        wanted.Slug = $"beta-{mark}";
        var taken = await Refusal.OfAsync(other.Selling.UpdateProductAsync(another.Id, wanted, None), 409, "catalog.slug_taken");
        Assert.That(taken.Detail, Does.Contain($"beta-{mark}-2"));

        var back = await EditAsync(await seller.Selling.GetProductAsync(product.Id, None), edit => edit.Slug = $"alpha-{mark}");
        Assert.That((await guest.Catalog.GetProductAsync($"gamma-{mark}", None)).Slug, Is.EqualTo(back.Slug));
        await AssertLeadsToAsync($"/products/gamma-{mark}", $"/products/alpha-{mark}");
    }

    private async Task<SellerProductView> EditAsync(SellerProductView product, Action<ProductRequest> change)
    {
        var edit = new ProductRequest
        {
            Title = product.Title,
            Summary = product.Summary,
            Description = product.Description,
            Category = product.Category,
            Tags = [.. product.Tags],
            Stack = [.. product.Stack],
            Price = product.Price,
            ExtendedPrice = product.ExtendedPrice,
            Revision = product.Revision,
        };
        change(edit);
        return await seller.Selling.UpdateProductAsync(product.Id, edit, None);
    }

    private async Task<WaitingChangeView?> FindWaitingAsync(Guid productId)
    {
        string? cursor = null;
        do
        {
            var page = await admin.Admin.ListChangesAsync(cursor, None);
            if (page.Items.FirstOrDefault(change => change.ProductId == productId) is { } found)
            {
                return found;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return null;
    }

    private static async Task AssertLeadsToAsync(string from, string to)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = (await RunningMarketplace.GetAsync()).Web };
        using var answer = await browser.GetAsync(from);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.MovedPermanently), from);
        Assert.That(answer.Headers.Location?.ToString(), Is.EqualTo(to));
        using var shown = await browser.GetAsync(to);
        Assert.That(shown.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await shown.Content.ReadAsStringAsync(), Does.Contain($"<link rel=\"canonical\" href=\"{new Uri(browser.BaseAddress!, to.Split('?')[0])}\""));
    }

    private static async Task<string> OutcomeAsync(Task call)
    {
        try
        {
            await call;
            return "ok";
        }
        catch (ApiProblemException problem)
        {
            return problem.Code;
        }
    }

    private static MoneyView Usd(long amount) => new(amount, "USD");
}
