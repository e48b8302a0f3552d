using Marketplace.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.Browser;

/// <summary>The seller's figures and customers in a browser: without JavaScript, by keyboard, light and dark, on a phone.</summary>
internal sealed class AnalyticsPageTests
{
    private RunningMarketplace running = null!;
    private IPage page = null!;

    [SetUp]
    public async Task StartAsync() => running = await RunningMarketplace.GetAsync();

    [TearDown]
    public async Task EndAsync() => await page.Context.CloseAsync();

    [TestCase("/sell/analytics?range=90d")]
    [TestCase("/sell/analytics?range=90d&by=country")]
    [TestCase("/sell/analytics?from=2025-01-01&to=2026-12-31&by=referrer")]
    [TestCase("/sell/customers")]
    [TestCase("/sell/products")]
    [TestCase("/sell")]
    public async Task APage_IsAccessible_LightAndDark_AndFitsAPhone(string path)
    {
        await OpenAsync(path);
        await PageChecks.AssertAccessibleAsync(page);
    }

    [Test]
    public async Task WithoutJavaScript_AndByKeyboard_AChartIsATable_AndAPeriodIsChosen()
    {
        await OpenAsync("/sell/analytics?range=90d", javaScript: false);
        await Expect(page.GetByTestId("figure-revenue")).Not.ToHaveTextAsync("$0.00");
        var chart = page.GetByTestId("chart-revenue");
        Assert.That(await chart.Locator(".bar").CountAsync(), Is.EqualTo(90));
        await Expect(chart.Locator("svg")).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("^Revenue by day: the most is \\$"));
        await chart.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(chart.Locator("tbody tr")).ToHaveCountAsync(90);
        await Expect(chart.Locator("tbody tr").First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Referrers" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("breakdown")).ToContainTextAsync("Direct or unknown");
        await page.FillAsync("#from", "2026-03-02");
        await page.FillAsync("#to", "2026-03-01");
        await page.Locator("#to").PressAsync("Enter");
        await Expect(page.GetByTestId("problem")).ToContainTextAsync("ends before it begins");
        await Expect(page.Locator("#from")).ToHaveValueAsync("2026-03-02");
        await page.FillAsync("#to", "2026-03-03");
        await page.Locator("#to").PressAsync("Enter");
        await Expect(page.Locator("h1 + .lede")).ToContainTextAsync("2 Mar 2026 – 3 Mar 2026");
        await Expect(page.GetByTestId("problem")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task OneProduct_IsChosenFromTheTable_AndEverythingIsAFile()
    {
        await OpenAsync("/sell/analytics?range=90d");
        var name = await page.GetByTestId("breakdown-row").First.Locator("a").InnerTextAsync();
        await page.GetByTestId("breakdown-row").First.Locator("a").ClickAsync();
        await Expect(page.Locator(".only")).ToContainTextAsync(name);
        await Expect(page.GetByTestId("breakdown-row")).ToHaveCountAsync(1);
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("analytics-csv").ClickAsync());
        var text = await File.ReadAllTextAsync(await file.PathAsync());
        Assert.That(text, Does.Contain(name).And.Contain("\r\nsales,").And.Contain("\r\ntraffic,").And.Contain("\r\nsource,"));
    }

    [Test]
    public async Task Customers_AreFoundByTheBeginningOfTheirAddress()
    {
        await OpenAsync("/sell/customers");
        var mail = await page.GetByTestId("customer-row").First.Locator("a[href^='mailto:']").InnerTextAsync();
        await page.FillAsync("#customer", mail);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("customer-row").First).ToContainTextAsync(mail);
        await page.FillAsync("#customer", "<script>nobody");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("customers-none")).ToBeVisibleAsync();
        await Expect(page.Locator("#customer")).ToHaveValueAsync("<script>nobody");
    }

    private async Task OpenAsync(string path, bool javaScript = true)
    {
        page = await Browsers.NewPersonAsync(running.Web, javaScript: javaScript);
        await page.GotoAsync("/account/sign-in");
        await page.FillAsync("[name='Input.Email']", "seller@demo.test");
        await page.FillAsync("[name='Input.Password']", "Demo-pass-2026!");
        await page.ClickAsync("#submit");
        await page.WaitForURLAsync(url => url.StartsWith(running.Web.ToString(), StringComparison.Ordinal));
        await page.GotoAsync(path);
    }
}
