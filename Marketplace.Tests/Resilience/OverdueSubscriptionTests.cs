using Marketplace.Tests.Infrastructure;
using static Marketplace.Tests.Browser.SubscriptionSteps;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.Resilience;

/// <summary>A renewal that the bank declines, in the browser. Here because the month has to pass for the whole product, which other tests share elsewhere.</summary>
[TestFixture, NonParallelizable, Order(4)]
internal sealed class OverdueSubscriptionTests
{
    [Test]
    public async Task ADeclinedRenewal_IsSeenEverywhere_AndOverOnceTheInvoiceIsPaid()
    {
        var market = OwnMarketplace.Shop.Market;
        await market.UntilUpAsync(TimeSpan.FromMinutes(2));
        var page = await Browsers.RegisteredAsync(market, "Olga Overdue");
        await SubscribeToProAsync(market, page);
        await ReplaceCardAsync(market, page, CardDeclinedWhenCharged);

        await market.MoveClockAsync("+32d");
        await UntilAsync(page, "past-due");
        await Expect(page.GetByTestId("past-due")).ToContainTextAsync("$49.00 could not be charged");
        await Expect(page.GetByTestId("plan-title")).ToHaveTextAsync("Pro");
        await Expect(page.GetByTestId("plan-status")).ToHaveTextAsync("Payment overdue");
        await Expect(page.GetByTestId("invoice-row")).ToHaveCountAsync(2);
        await PageChecks.AssertAccessibleAsync(page);
        await page.GotoAsync("/brain");
        await Expect(page.Locator("body")).ToContainTextAsync("Your Pro plan could not be renewed");

        await page.GotoAsync(Standing);
        await PayOpenInvoiceAsync(market, page);
        await page.GotoAsync(Standing);
        await ExpectPlanAsync(page, "Pro");
        await Expect(page.GetByTestId("past-due")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    /// <summary>Stripe's event, or the sweep that comes every five seconds here.</summary>
    private static async Task UntilAsync(Microsoft.Playwright.IPage page, string testId)
    {
        for (var tries = 0; tries < 60; tries++)
        {
            await page.GotoAsync(Standing);
            if (await page.GetByTestId(testId).CountAsync() > 0)
            {
                return;
            }

            await Task.Delay(1_000);
        }
    }
}
