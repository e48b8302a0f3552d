using Deque.AxeCore.Playwright;
using Marketplace.Tests.Infrastructure;
using Microsoft.Playwright;

namespace Marketplace.Tests.Browser;

/// <summary>Public pages: without JavaScript, on a phone, light and dark, and free of the accessibility errors that a machine finds.</summary>
internal sealed class PageTests
{
    private static readonly string[] Pages = ["/", "/search?q=invoice", "/search?category=saas-starters&sort=priceAsc", "/pricing", "/help", "/legal/terms", "/cart", "/sell"];

    [TestCaseSource(nameof(Pages))]
    public async Task PublicPage_HasNoAccessibilityErrors_InBothThemes(string path)
    {
        var running = await RunningMarketplace.GetAsync();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var page = await Browsers.NewPersonAsync(running.Web, scheme: scheme);
            await page.GotoAsync(path);
            var result = await page.RunAxe();
            Assert.That(result.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{scheme}: {violation.Id} {violation.Nodes[0].Html}"), Is.Empty);
            await page.Context.CloseAsync();
        }
    }

    [TestCaseSource(nameof(Pages))]
    public async Task PublicPage_OnAPhone_DoesNotScrollSideways(string path)
    {
        var running = await RunningMarketplace.GetAsync();
        var page = await Browsers.NewPersonAsync(running.Web, width: 360, height: 740);
        await page.GotoAsync(path);
        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.Zero);
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
