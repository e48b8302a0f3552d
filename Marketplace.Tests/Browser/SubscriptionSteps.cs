using Marketplace.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.Browser;

/// <summary>What people do with a plan in the browser, and on Stripe's pages.</summary>
internal static class SubscriptionSteps
{
    public const string Standing = "/account/subscription";
    public const string GoodCard = "4242 4242 4242 4242";
    public const string CardDeclinedWhenCharged = "4000 0000 0000 0341";

    public static async Task SubscribeToProAsync(RunningMarketplace running, IPage page)
    {
        await ChooseAsync(page, "pro");
        await Expect(page.GetByTestId("due-now")).ToHaveTextAsync("$49.00");
        var key = await page.Locator("input[name=key]").InputValueAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("input[name=key]")).ToHaveValueAsync(key);
        await page.ClickAsync("#confirm-change");
        await AtStripeAsync(running, page);
        await Expect(page.Locator("body")).ToContainTextAsync("$49.00");
        await FillCardAsync(page, GoodCard);
        await page.ClickAsync("#pay");
        await page.WaitForURLAsync(url => url.Contains($"{Standing}/return", StringComparison.Ordinal));
        await Expect(page.GetByTestId("subscription-return")).ToHaveAttributeAsync("data-state", "on", new() { Timeout = 30_000 });
        await page.GotoAsync(Standing);
        await Expect(page.GetByTestId("plan-title")).ToHaveTextAsync("Pro");
        await Expect(page.GetByTestId("plan-status")).ToHaveTextAsync("Active");
        await Expect(page.GetByTestId("plan-price")).ToHaveTextAsync("$49.00 a month");
    }

    public static async Task ChooseAsync(IPage page, string plan)
    {
        await page.GotoAsync("/pricing");
        await page.ClickAsync($"#choose-{plan}");
        await Expect(page.GetByTestId("change-preview")).ToBeVisibleAsync();
    }

    public static Task AtStripeAsync(RunningMarketplace running, IPage page) => page.WaitForURLAsync(url => url.StartsWith(running.Stripe.ToString(), StringComparison.Ordinal));

    public static async Task FillCardAsync(IPage page, string number)
    {
        await page.FillAsync("[name=cardNumber]", number);
        await page.FillAsync("[name=cardExpiry]", "12/39");
        await page.FillAsync("[name=cardCvc]", "123");
        await page.FillAsync("[name=cardName]", "Sue Subscriber");
    }

    /// <summary>From the plan's page to Stripe's portal, where it stays.</summary>
    public static async Task ReplaceCardAsync(RunningMarketplace running, IPage page, string number)
    {
        await page.ClickAsync("#portal");
        await AtStripeAsync(running, page);
        await FillCardAsync(page, number);
        await page.ClickAsync("#save-card");
        await Expect(page.Locator("body")).ToContainTextAsync($"ending in {number[^4..]}");
    }

    /// <summary>From the plan's page to Stripe's page of the open invoice, where it stays.</summary>
    public static async Task PayOpenInvoiceAsync(RunningMarketplace running, IPage page)
    {
        await page.ClickAsync("#pay-now");
        await AtStripeAsync(running, page);
        await FillCardAsync(page, GoodCard);
        await page.ClickAsync("#pay");
        await Expect(page.Locator("#status")).ToHaveTextAsync("paid");
    }

    /// <summary>What Stripe has taken arrives by its event, which the page does not wait for.</summary>
    public static async Task ExpectPlanAsync(IPage page, string title)
    {
        for (var tries = 0; tries < 40 && (await page.GetByTestId("plan-title").TextContentAsync(), await page.GetByTestId("plan-status").TextContentAsync()) != (title, "Active"); tries++)
        {
            await Task.Delay(500);
            await page.GotoAsync(Standing);
        }

        await Expect(page.GetByTestId("plan-title")).ToHaveTextAsync(title);
        await Expect(page.GetByTestId("plan-status")).ToHaveTextAsync("Active");
    }
}
