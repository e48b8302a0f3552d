using Marketplace.Contracts.Selling;
using Marketplace.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.Browser;

/// <summary>The product editor as sellers use it: by keyboard, in two tabs, with and without JavaScript.</summary>
internal sealed class ListingEditorTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private RunningMarketplace running = null!;
    private ApiPerson seller = null!;
    private ApiPerson admin = null!;
    private IPage page = null!;

    [SetUp]
    public async Task StartAsync()
    {
        running = await RunningMarketplace.GetAsync();
        seller = await ApiPerson.OfAsync("seller@demo.test");
        admin = await ApiPerson.AdminAsync();
    }

    [TearDown]
    public async Task EndAsync()
    {
        await page.Context.CloseAsync();
        seller.Dispose();
        admin.Dispose();
    }

    [Test]
    public async Task Pictures_AreMovedByKeyboard_AndTheFocusGoesWithThem()
    {
        var product = await DraftAsync(images: 3);
        await OpenAsync(product.Id);
        var last = product.Images[2].Id;
        var left = page.Locator($"#image-{last} button[value=left]");
        await left.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-images-state]")).ToHaveTextAsync("Now picture 2 of 3.");
        await Expect(left).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-images-state]")).ToContainTextAsync("the cover");
        await Expect(page.Locator($"#image-{last} button[value=right]")).ToBeFocusedAsync();
        await Expect(page.GetByTestId("product-image").First).ToHaveAttributeAsync("data-image", last.ToString());
        var stored = await seller.Selling.GetProductAsync(product.Id, None);
        Assert.That(stored.Images.Select(image => image.Id), Is.EqualTo(new[] { last, product.Images[0].Id, product.Images[1].Id }));
    }

    [Test]
    public async Task Pictures_AreMovedByDragging()
    {
        var product = await DraftAsync(images: 3);
        await OpenAsync(product.Id);
        await page.Locator($"#image-{product.Images[2].Id} .frame").DragToAsync(page.Locator($"#image-{product.Images[0].Id} .frame"));
        await Expect(page.Locator("[data-images-state]")).ToContainTextAsync("the cover");
        Assert.That((await seller.Selling.GetProductAsync(product.Id, None)).Images[0].Id, Is.EqualTo(product.Images[2].Id));
    }

    [Test]
    public async Task WithoutJavaScript_PicturesMove_AndThePreviewIsShown()
    {
        var product = await DraftAsync(images: 2);
        await OpenAsync(product.Id, javaScript: false);
        await page.FillAsync("[name='Form.Description']", "## Preview me\n\nIt is **bold**.");
        await page.ClickAsync("#preview-button");
        await Expect(page.GetByTestId("preview").Locator("strong")).ToHaveTextAsync("bold");
        await Expect(page.Locator("[name='Form.Description']")).ToHaveValueAsync("## Preview me\n\nIt is **bold**.");
        Assert.That((await seller.Selling.GetProductAsync(product.Id, None)).Revision, Is.EqualTo(product.Revision), "A preview saves nothing.");

        await Expect(page.Locator($"#image-{product.Images[0].Id} button[value=left]")).ToBeDisabledAsync();
        await Expect(page.Locator($"#image-{product.Images[1].Id} button[value=right]")).ToBeDisabledAsync();
        await page.Locator($"#image-{product.Images[1].Id} button[value=cover]").ClickAsync();
        await Expect(page.GetByTestId("flash")).ToContainTextAsync("the cover now");
        Assert.That((await seller.Selling.GetProductAsync(product.Id, None)).Images[0].Id, Is.EqualTo(product.Images[1].Id));
    }

    [Test]
    public async Task Preview_IsATabThatKeysReach()
    {
        var product = await DraftAsync(images: 1);
        await OpenAsync(product.Id);
        await page.FillAsync("[name='Form.Description']", $"## Preview me\n\nIt is **bold**.\n\n```\n{new string('x', 200)}\n```");
        await page.Locator("#tab-write").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("#tab-preview")).ToBeFocusedAsync();
        await Expect(page.GetByTestId("preview").Locator("strong")).ToHaveTextAsync("bold");
        await Expect(page.Locator("[name='Form.Description']")).ToBeHiddenAsync();
        await page.SetViewportSizeAsync(360, 740);
        Assert.That(await page.EvaluateAsync<bool>("document.querySelector('#panel-preview').getBoundingClientRect().right <= innerWidth"), Is.True);
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator("[name='Form.Description']")).ToBeVisibleAsync();
    }

    [Test]
    public async Task ADraft_IsSavedWhileTyping_AndStopsWhenItWasChangedElsewhere()
    {
        var product = await DraftAsync(images: 1);
        await OpenAsync(product.Id);
        await page.FillAsync("[name='Form.Summary']", "Typed without a button.");
        await Expect(page.GetByTestId("autosave")).ToContainTextAsync("Saved ");
        var saved = await seller.Selling.GetProductAsync(product.Id, None);
        Assert.That((saved.Summary, saved.Status), Is.EqualTo(("Typed without a button.", ProductStatus.Draft)));

        await page.FillAsync("[name='Form.Stack']", "React, Brandnew Thing");
        await Expect(page.GetByTestId("new-stack")).ToContainTextAsync("brandnew-thing");
        await page.FillAsync("[name='Form.Price']", "12.345");
        await Expect(page.GetByTestId("autosave")).ToContainTextAsync("two decimals");
        await page.FillAsync("[name='Form.Price']", "12.34");
        await Expect(page.GetByTestId("autosave")).ToContainTextAsync("Saved ");

        await ChangeElsewhereAsync(product.Id, "From another tab.");
        await page.FillAsync("[name='Form.Summary']", "Mine, typed later.");
        await Expect(page.GetByTestId("autosave")).ToContainTextAsync("Changed elsewhere");
        Assert.That((await seller.Selling.GetProductAsync(product.Id, None)).Summary, Is.EqualTo("From another tab."));
        await page.ClickAsync("#save");
        await Expect(page.GetByTestId("conflict-summary")).ToContainTextAsync("From another tab.");
        await Expect(page.Locator("[name='Form.Summary']")).ToHaveValueAsync("Mine, typed later.");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task AStaleEdit_ShowsBothTexts_AndEachFieldIsChosen(bool javaScript)
    {
        var product = await seller.PublishedProductAsync(admin, ApiPerson.Listing($"Conflict {Guid.NewGuid().ToString("N")[..8]}"));
        await OpenAsync(product.Id, javaScript);
        await page.FillAsync("[name='Form.Summary']", "My summary.");
        await page.FillAsync("[name='Form.Tags']", "mine");
        await ChangeElsewhereAsync(product.Id, "Their summary.", ["theirs"]);
        await page.ClickAsync("#save");
        await Expect(page.GetByTestId("conflict")).ToBeVisibleAsync();
        await Expect(page.Locator("fieldset.choice")).ToHaveCountAsync(2);
        await page.GetByTestId("conflict-tags").Locator("input[value=theirs]").CheckAsync();
        await page.ClickAsync("#save");
        await Expect(page.GetByTestId("flash")).ToContainTextAsync("Saved");
        var stored = await seller.Selling.GetProductAsync(product.Id, None);
        Assert.That((stored.Summary, stored.Tags), Is.EqualTo(("My summary.", new[] { "theirs" })));
    }

    [Test]
    public async Task TextOfAListingForSale_IsOfferedAfterAReload()
    {
        var product = await seller.PublishedProductAsync(admin, ApiPerson.Listing($"Kept {Guid.NewGuid().ToString("N")[..8]}"));
        await OpenAsync(product.Id);
        await page.FillAsync("[name='Form.Summary']", "Not sent yet.");
        await page.WaitForFunctionAsync("id => sessionStorage.getItem(`listing:${id}`)?.includes('Not sent yet.')", product.Id.ToString());
        await page.ReloadAsync();
        await Expect(page.Locator("[name='Form.Summary']")).ToHaveValueAsync(product.Summary);
        await Expect(page.Locator("[data-kept]")).ToBeInViewportAsync();
        await page.ClickAsync("[data-kept-use]");
        await Expect(page.Locator("[name='Form.Summary']")).ToHaveValueAsync("Not sent yet.");
        Assert.That((await seller.Selling.GetProductAsync(product.Id, None)).Summary, Is.EqualTo(product.Summary), "What is for sale is not saved by itself.");
        await page.ClickAsync("#save");
        await Expect(page.GetByTestId("flash")).ToContainTextAsync("Saved");
        await Expect(page.Locator("[data-kept]")).ToBeHiddenAsync();
    }

    [Test]
    public async Task Prices_SayWhatTheSellerGets_BeforeAnythingIsSaved()
    {
        await OpenAsync(null);
        await page.FillAsync("[name='Form.Price']", "19.99");
        await Expect(page.GetByTestId("fee-preview")).ToContainTextAsync("You get $17.11 of $19.99");
        await page.FillAsync("[name='Form.ExtendedPrice']", "99");
        await Expect(page.GetByTestId("fee-preview-extended")).ToContainTextAsync("You get $85.93 of $99.00");
        await page.FillAsync("[name='Form.Price']", "0");
        await Expect(page.GetByTestId("fee-preview")).ToContainTextAsync("Free");
        await page.FillAsync("[name='Form.Price']", "0.49");
        await Expect(page.GetByTestId("fee-preview")).ToContainTextAsync("from $0.50");
        await page.FillAsync("[name='Form.Price']", "20000");
        await Expect(page.GetByTestId("fee-preview")).ToContainTextAsync("$10,000.00");
        await page.FillAsync("[name='Form.Price']", "ten");
        await Expect(page.GetByTestId("fee-preview")).ToContainTextAsync("such as 19.99");
        await page.FillAsync("[name='Form.Price']", "");
        await Expect(page.GetByTestId("fee-preview")).ToHaveTextAsync("");
    }

    [Test]
    public async Task Words_AreCompletedOneByOne()
    {
        await OpenAsync(null);
        var stack = page.Locator("[name='Form.Stack']");
        await stack.PressSequentiallyAsync("C#, asp");
        await Expect(page.Locator("#form-stack-words li").First).ToContainTextAsync("ASP.NET Core");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(stack).ToHaveValueAsync("C#, ASP.NET Core, ");
    }

    [Test]
    public async Task Editor_HasNoAccessibilityErrors_InBothThemes_AndFitsAPhone()
    {
        var product = await DraftAsync(images: 2);
        await OpenAsync(product.Id);
        await PageChecks.AssertAccessibleAsync(page);
    }

    [Test]
    public async Task ADraft_SubmittedRightAfterTheLastKey_HoldsWhatWasTyped()
    {
        var product = await seller.CompleteDraftAsync(ApiPerson.Listing($"Quick {Guid.NewGuid().ToString("N")[..8]}"));
        await OpenAsync(product.Id);
        await page.FillAsync("[name='Form.Summary']", "The last words.");
        await page.ClickAsync("#submit-for-approval");
        await Expect(page.GetByTestId("product-status")).ToContainTextAsync("Waiting");
        var stored = await seller.Selling.GetProductAsync(product.Id, None);
        Assert.That((stored.Status, stored.Summary), Is.EqualTo((ProductStatus.Submitted, "The last words.")));
    }

    [Test]
    public async Task AHigherPrice_IsSeenAsADifference_AndApproved()
    {
        var title = $"Dearer {Guid.NewGuid().ToString("N")[..8]}";
        var product = await seller.PublishedProductAsync(admin, ApiPerson.Listing(title));
        await OpenAsync(product.Id);
        await page.FillAsync("[name='Form.Price']", "29.99");
        await page.ClickAsync("#save");
        await Expect(page.GetByTestId("listing-change")).ToContainTextAsync("$19.99 → $29.99");
        await Expect(page.Locator("[name='Form.Price']")).ToHaveValueAsync("29.99");

        var desk = await Browsers.NewPersonAsync(running.Web);
        await SignInAsync(desk, "admin@demo.test");
        await desk.GotoAsync("/admin/submissions");
        var card = desk.GetByTestId("change").Filter(new() { HasText = title });
        await Expect(card).ToContainTextAsync("$29.99");
        await PageChecks.AssertAccessibleAsync(desk);
        await card.Locator("[id^=approve-change-]").ClickAsync();
        await Expect(desk.GetByTestId("flash")).ToContainTextAsync("is in effect");
        await desk.GotoAsync($"/products/{product.Slug}");
        await Expect(desk.Locator("main")).ToContainTextAsync("$29.99");

        await desk.GotoAsync($"/admin/listings?q={Uri.EscapeDataString(title)}");
        await PageChecks.AssertAccessibleAsync(desk);
        var listing = desk.GetByTestId("listing");
        await listing.Locator("summary").ClickAsync();
        await listing.Locator("textarea").FillAsync("The price does not fit what is inside.");
        await listing.Locator("[id^=suspend-]").Last.ClickAsync();
        await Expect(desk.GetByTestId("flash")).ToContainTextAsync("out of the shop");
        await page.ReloadAsync();
        await Expect(page.GetByText("The price does not fit what is inside.")).ToBeVisibleAsync();
        await desk.Context.CloseAsync();
    }

    private async Task<SellerProductView> DraftAsync(int images)
    {
        var product = await seller.Selling.CreateProductAsync(ApiPerson.Listing($"Editor {Guid.NewGuid().ToString("N")[..8]}"), None);
        for (var count = 0; count < images; count++)
        {
            product = await seller.AddImageAsync(product.Id);
        }

        return product;
    }

    private async Task ChangeElsewhereAsync(Guid id, string summary, List<string>? tags = null)
    {
        var now = await seller.Selling.GetProductAsync(id, None);
        await seller.Selling.UpdateProductAsync(id, new()
        {
            Title = now.Title,
            Summary = summary,
            Description = now.Description,
            Category = now.Category,
            Tags = tags ?? [.. now.Tags],
            Stack = [.. now.Stack],
            Price = now.Price,
            ExtendedPrice = now.ExtendedPrice,
        }, None);
    }

    private async Task OpenAsync(Guid? id, bool javaScript = true)
    {
        page = await Browsers.NewPersonAsync(running.Web, javaScript: javaScript);
        await SignInAsync(page, "seller@demo.test");
        await page.GotoAsync(id is null ? "/sell/products/new" : $"/sell/products/{id}");
        if (javaScript)
        {
            await Expect(page.Locator("[data-writing-tabs]")).ToBeVisibleAsync();
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        }
    }

    private async Task SignInAsync(IPage person, string mail)
    {
        await person.GotoAsync("/account/sign-in");
        await person.FillAsync("[name='Input.Email']", mail);
        await person.FillAsync("[name='Input.Password']", "Demo-pass-2026!");
        await person.ClickAsync("#submit");
        await person.WaitForURLAsync(url => url.StartsWith(running.Web.ToString(), StringComparison.Ordinal));
    }
}
