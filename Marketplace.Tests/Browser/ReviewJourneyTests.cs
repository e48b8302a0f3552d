using Marketplace.Contracts.Selling;
using Marketplace.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.Browser;

/// <summary>A buyer reviews and asks, the seller answers, somebody votes and reports, an admin hides: all without JavaScript.</summary>
internal sealed class ReviewJourneyTests
{
    private const string Password = "Demo-pass-2026!";
    private RunningMarketplace running = null!;

    [SetUp]
    public async Task StartAsync() => running = await RunningMarketplace.GetAsync();

    [Test]
    public async Task AReview_IsWrittenAnsweredFoundHelpfulReportedAndHidden()
    {
        var product = await BoughtAsync();
        var buyer = await SignInAsync("buyer@demo.test");
        await ReviewAsync(buyer, product);
        var seller = await SignInAsync("seller@demo.test");
        await seller.GotoAsync("/sell/reviews");
        var card = seller.GetByTestId("seller-review").Filter(new() { HasText = product.Title });
        await card.GetByTestId("answer-field").FillAsync("Thank you for **that**.");
        await card.GetByTestId("save-answer").ClickAsync();
        await Expect(seller.GetByTestId("flash")).ToContainTextAsync("Answered");
        await Expect(seller.GetByTestId("seller-review").Filter(new() { HasText = product.Title })).ToHaveCountAsync(0);

        var admin = await SignInAsync("admin@demo.test");
        await admin.GotoAsync($"/products/{product.Slug}");
        await Expect(admin.GetByTestId("response")).ToContainTextAsync("Thank you for that.");
        await admin.GetByTestId("helpful").ClickAsync();
        await Expect(admin.GetByTestId("helpful")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(admin.GetByTestId("helpful-count")).ToHaveTextAsync("1");
        await admin.GetByTestId("helpful").ClickAsync();
        await Expect(admin.GetByTestId("helpful-count")).ToHaveTextAsync("0");
        await HideAsync(admin, product);

        await admin.GotoAsync($"/products/{product.Slug}");
        await Expect(admin.GetByTestId("review")).ToHaveCountAsync(0);
        await buyer.GotoAsync($"/products/{product.Slug}");
        await Expect(buyer.GetByTestId("my-review")).ToContainTextAsync("It shows a private address.");
        await EndAsync(buyer, seller, admin);
    }

    [Test]
    public async Task AReview_IsSortedFilteredChangedAndDeleted()
    {
        var product = await BoughtAsync();
        var buyer = await SignInAsync("buyer@demo.test");
        await ReviewAsync(buyer, product);
        await buyer.GetByTestId("stars-1").ClickAsync();
        await Expect(buyer.GetByTestId("no-reviews")).ToBeVisibleAsync();
        await buyer.GetByTestId("all-reviews").ClickAsync();
        await buyer.GetByTestId("sort-helpful").ClickAsync();
        await Expect(buyer.GetByTestId("review")).ToHaveCountAsync(1);
        await buyer.GetByTestId("my-review").Locator("summary").ClickAsync();
        await buyer.FillAsync("[name='Review.Title']", "Even better now");
        await buyer.CheckAsync("[name='Review.Rating'][value='5']");
        await buyer.GetByTestId("save-review").ClickAsync();
        await Expect(buyer.GetByTestId("review-edited")).ToBeVisibleAsync();
        await Expect(buyer.GetByTestId("rating-average")).ToHaveTextAsync("5.0");
        await buyer.GetByTestId("my-review").Locator("summary").ClickAsync();
        await buyer.GetByTestId("delete-review").ClickAsync();
        await Expect(buyer.GetByTestId("review")).ToHaveCountAsync(0);
        await Expect(buyer.GetByTestId("review-form")).ToBeVisibleAsync();
        await EndAsync(buyer);
    }

    [Test]
    public async Task AQuestion_IsAskedAnsweredAndPutIntoTheFaq()
    {
        var product = await PublishedAsync();
        var buyer = await SignInAsync("buyer@demo.test");
        await buyer.GotoAsync($"/products/{product.Slug}");
        await buyer.GetByTestId("ask-field").FillAsync("    Why?   ");
        await buyer.GetByTestId("ask").ClickAsync();
        await Expect(buyer.GetByTestId("problem")).ToBeVisibleAsync();
        await Expect(buyer.GetByTestId("ask-field")).ToHaveValueAsync("    Why?   ");
        await buyer.GetByTestId("ask-field").FillAsync("Does it run on Linux too?");
        await buyer.GetByTestId("ask").ClickAsync();
        await Expect(buyer.GetByTestId("own-question")).ToContainTextAsync("Waits for the seller");

        var seller = await SignInAsync("seller@demo.test");
        await seller.GotoAsync("/sell/questions");
        var card = seller.GetByTestId("seller-question").Filter(new() { HasText = product.Title });
        await card.GetByTestId("answer-field").FillAsync("Yes, and we test it there.");
        await card.GetByTestId("save-answer").ClickAsync();
        await seller.GotoAsync("/sell/questions?all=true");
        await seller.GetByTestId("seller-question").Filter(new() { HasText = product.Title }).GetByTestId("faq-add").ClickAsync();
        await Expect(seller.GetByTestId("seller-question").Filter(new() { HasText = product.Title }).GetByTestId("faq-place")).ToHaveTextAsync("FAQ 1");
        await buyer.GotoAsync($"/products/{product.Slug}");
        await Expect(buyer.GetByTestId("faq-entry")).ToContainTextAsync("Does it run on Linux too?");
        Assert.That(await buyer.Locator("script[type='application/ld+json']").First.TextContentAsync(), Does.Contain("FAQPage"));
        await EndAsync(buyer, seller);
    }

    [Test]
    public async Task Pages_HaveNoAccessibilityErrors_AndDoNotScrollSideways()
    {
        var product = await BoughtAsync();
        foreach (var (mail, paths) in new[]
        {
            ("buyer@demo.test", new[] { $"/products/{product.Slug}", "/products/react-data-grid-pro?reviewSort=helpful", $"/report/review/{Guid.NewGuid()}?product={product.Slug}" }),
            ("seller@demo.test", ["/sell/reviews", "/sell/reviews?all=true", "/sell/questions", "/sell/questions?all=true"]),
            ("admin@demo.test", ["/admin/reports", "/admin/reports?decided=true"]),
        })
        {
            await CheckAsync(mail, paths);
        }
    }

    private async Task CheckAsync(string mail, string[] paths)
    {
        var page = await SignInAsync(mail, javaScript: true);
        foreach (var path in paths)
        {
            await page.GotoAsync(path);
            await PageChecks.AssertAccessibleAsync(page);
        }

        await EndAsync(page);
    }

    private static async Task ReviewAsync(IPage page, SellerProductView product)
    {
        await page.GotoAsync("/purchases");
        await page.Locator("li").Filter(new() { HasText = product.Title }).GetByTestId("review-link").ClickAsync();
        await page.CheckAsync("[name='Review.Rating'][value='4']");
        await page.FillAsync("[name='Review.Title']", "\u2003");
        await page.FillAsync("[name='Review.Body']", "It *just* works.");
        await page.GetByTestId("save-review").ClickAsync();
        await Expect(page.GetByTestId("my-review").Locator(".field-error")).ToBeVisibleAsync();
        await Expect(page.Locator("[name='Review.Body']")).ToHaveValueAsync("It *just* works.");
        await page.FillAsync("[name='Review.Title']", "Good value");
        await page.GetByTestId("save-review").ClickAsync();
        await Expect(page.GetByTestId("flash")).ToContainTextAsync("Thank you");
        await page.GotoAsync($"/products/{product.Slug}");
        await Expect(page.GetByTestId("review")).ToContainTextAsync("Good value");
        await Expect(page.GetByTestId("rating-average")).ToHaveTextAsync("4.0");
    }

    private static async Task HideAsync(IPage admin, SellerProductView product)
    {
        await admin.GetByTestId("report").ClickAsync();
        await admin.CheckAsync("[value='other']");
        await admin.GetByTestId("send-report").ClickAsync();
        await Expect(admin.GetByTestId("problem")).ToContainTextAsync("Say in a few words");
        await admin.FillAsync("[name='Text']", "There is an address in it.");
        await admin.GetByTestId("send-report").ClickAsync();
        await Expect(admin.GetByTestId("flash")).ToContainTextAsync("Reported");
        await admin.GotoAsync("/admin/reports");
        var found = admin.GetByTestId("report-case").Filter(new() { HasText = product.Title });
        await found.GetByTestId("hide-reason").FillAsync("It shows a private address.");
        await found.GetByTestId("hide").ClickAsync();
        await Expect(admin.GetByTestId("flash")).ToContainTextAsync("Hidden");
    }

    private static async Task<SellerProductView> PublishedAsync()
    {
        using var seller = await ApiPerson.OfAsync("seller@demo.test");
        using var admin = await ApiPerson.AdminAsync();
        return await seller.PublishedProductAsync(admin, ApiPerson.Listing($"Review kit {Guid.NewGuid().ToString("N")[..8]}"));
    }

    private static async Task<SellerProductView> BoughtAsync()
    {
        var product = await PublishedAsync();
        using var buyer = await ApiPerson.OfAsync("buyer@demo.test");
        await buyer.BuyAsync(product.Id);
        return product;
    }

    private async Task<IPage> SignInAsync(string mail, bool javaScript = false)
    {
        var page = await Browsers.NewPersonAsync(running.Web, javaScript: javaScript);
        await page.GotoAsync("/account/sign-in");
        await page.FillAsync("[name='Input.Email']", mail);
        await page.FillAsync("[name='Input.Password']", Password);
        await page.ClickAsync("#submit");
        await page.WaitForURLAsync(url => url.StartsWith(running.Web.ToString(), StringComparison.Ordinal));
        return page;
    }

    private static async Task EndAsync(params IPage[] pages)
    {
        foreach (var page in pages)
        {
            await page.Context.CloseAsync();
        }
    }
}
