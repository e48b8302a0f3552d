using System.Text.RegularExpressions;
using Marketplace.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.Browser;

/// <summary>The plans as a stranger meets them; PageTests looks at the page on a phone, in both themes and with axe.</summary>
internal sealed partial class PricingPageTests
{
    [Test]
    public async Task Pricing_ByKeyboardOnAPhone_TurnsToYearly_ScrollsTheTable_AndOpensAnAnswer()
    {
        var running = await RunningMarketplace.GetAsync();
        var page = await Browsers.NewPersonAsync(running.Web, width: 360, height: 740);
        await page.GotoAsync("/pricing");
        await Expect(page.GetByTestId("plan-pro").GetByTestId("plan-price")).ToHaveTextAsync("$49");
        await page.GetByRole(AriaRole.Link, new() { Name = "Yearly" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Uri(running.Web, "/pricing?interval=year").ToString());
        await Expect(page.GetByTestId("plan-pro").GetByTestId("plan-price")).ToHaveTextAsync("$490");
        await Expect(page.GetByTestId("plan-pro")).ToContainTextAsync("$40.83 a month; saves $98 a year");

        var table = page.GetByRole(AriaRole.Region, new() { Name = "All features side by side" });
        await table.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(table).ToBeFocusedAsync();
        for (var tries = 0; tries < 50 && await table.EvaluateAsync<double>("region => region.scrollLeft") <= 0; tries++)
        {
            await Task.Delay(100);
        }

        Assert.That(await table.EvaluateAsync<double>("region => region.scrollLeft"), Is.Positive);
        await Expect(table.GetByRole(AriaRole.Rowheader)).Not.ToHaveCountAsync(0);
        var answer = page.Locator("details[name=plan-questions]").First;
        await answer.Locator("summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(answer.Locator("p")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task AStranger_ChoosesAPlan_SignsIn_AndComesBackToIt()
    {
        var running = await RunningMarketplace.GetAsync();
        var page = await Browsers.NewPersonAsync(running.Web);
        await page.GotoAsync("/pricing");
        await page.ClickAsync("#choose-pro");
        await page.FillAsync("[name='Input.Email']", "buyer@demo.test");
        await page.FillAsync("[name='Input.Password']", "Demo-pass-2026!");
        await page.ClickAsync("#submit");
        await page.WaitForURLAsync(ChangePage());
        await Expect(page.GetByTestId("due-now")).ToHaveTextAsync("$49.00");
        await PageChecks.AssertAccessibleAsync(page);
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task SomebodySignedIn_AsksForEnterprise()
    {
        var running = await RunningMarketplace.GetAsync();
        var page = await Browsers.SignedInAsync(running, "buyer@demo.test", javaScript: false);
        await page.GotoAsync("/pricing/contact");
        await page.FillAsync("[name='Form.Company']", "Ada & Sons");
        await page.FillAsync("[name='Form.Seats']", "many");
        await page.FillAsync("[name='Form.Message']", "We would like to pay by invoice.");
        await page.ClickAsync("#send-contact");
        await Expect(page.Locator(".field-error")).ToHaveTextAsync("Write a number, such as 40.");
        await Expect(page.Locator("[name='Form.Message']")).ToHaveValueAsync("We would like to pay by invoice.");
        await page.FillAsync("[name='Form.Seats']", "40");
        await page.ClickAsync("#send-contact");
        await Expect(page.GetByTestId("flash")).ToContainTextAsync("Sent");
        await page.Context.CloseAsync();
    }

    [GeneratedRegex(@"/account/subscription/change\?plan=pro&interval=month$")]
    private static partial Regex ChangePage();
}
