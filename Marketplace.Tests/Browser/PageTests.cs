using Marketplace.Tests.Infrastructure;
using Microsoft.Playwright;

namespace Marketplace.Tests.Browser;

/// <summary>Public pages: without JavaScript, on a phone, light and dark, and free of the accessibility errors that a machine finds.</summary>
internal sealed class PageTests
{
    private static readonly string[] Pages = ["/", "/search?q=invoice", "/search?category=saas-starters&sort=priceAsc", "/pricing", "/pricing?interval=year", "/fees", "/help", "/legal/terms", "/cart", "/sell"];

    [TestCaseSource(nameof(Pages))]
    public async Task PublicPage_HasNoAccessibilityErrors_InBothThemes_AndFitsAPhone(string path)
    {
        var running = await RunningMarketplace.GetAsync();
        var page = await Browsers.NewPersonAsync(running.Web);
        await page.GotoAsync(path);
        await PageChecks.AssertAccessibleAsync(page);
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task Shopping_WithoutJavaScript_ReachesTheCart()
    {
        var running = await RunningMarketplace.GetAsync();
        var page = await Browsers.NewPersonAsync(running.Web, javaScript: false);
        await page.GotoAsync("/search");
        await page.GetByTestId("results").Locator("a[href^='/products/']").First.ClickAsync();
        await page.ClickAsync("#add-to-cart");
        await page.GotoAsync("/cart");
        await Assertions.Expect(page.GetByTestId("cart-count")).ToHaveTextAsync("1");
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task AnUnknownRoute_IsAPageWithStatus404()
    {
        var running = await RunningMarketplace.GetAsync();
        var page = await Browsers.NewPersonAsync(running.Web);
        var answer = await page.GotoAsync("/no/such/page");
        Assert.That(answer!.Status, Is.EqualTo(404));
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }
}
