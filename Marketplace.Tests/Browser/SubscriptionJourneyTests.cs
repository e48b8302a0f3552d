using System.Text.RegularExpressions;
using Marketplace.Tests.Infrastructure;
using Microsoft.Playwright;
using static Marketplace.Tests.Browser.SubscriptionSteps;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.Browser;

/// <summary>Somebody new subscribes, changes the plan in all directions, cancels and thinks better of it: in the browser, over the product as a user starts it.</summary>
internal sealed partial class SubscriptionJourneyTests
{
    private RunningMarketplace running = null!;

    [SetUp]
    public async Task StartAsync() => running = await RunningMarketplace.GetAsync();

    [TearDown]
    public Task CheckAsync() => running.AssertContractAsync();

    [Test]
    public async Task ANewPerson_Subscribes_Upgrades_PlansADowngrade_Cancels_AndStays()
    {
        var page = await Browsers.RegisteredAsync(running, "Sue Subscriber");
        await SubscribeToProAsync(running, page);
        await Expect(page.GetByTestId("invoice-row")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("plan-badge")).ToHaveTextAsync("Pro");
        await PageChecks.AssertAccessibleAsync(page);

        await ChooseAsync(page, "team");
        await Expect(page.GetByTestId("change-preview")).ToHaveAttributeAsync("data-kind", "upgrade");
        await Expect(page.GetByTestId("due-now")).ToHaveTextAsync(AboutAHundred());
        await Expect(page.GetByTestId("preview-line")).Not.ToHaveCountAsync(0);
        await Expect(page.Locator("#confirm-change")).ToHaveTextAsync($"Pay {await page.GetByTestId("due-now").TextContentAsync()} now and upgrade");
        await PageChecks.AssertAccessibleAsync(page);
        await page.ClickAsync("#confirm-change");
        await ExpectPlanAsync(page, "Team");

        await ChooseAsync(page, "pro");
        await Expect(page.GetByTestId("change-preview")).ToHaveAttributeAsync("data-kind", "downgrade");
        await Expect(page.GetByTestId("due-now")).ToHaveTextAsync("$0.00");
        await Expect(page.GetByTestId("losses")).ToContainTextAsync("Nothing is deleted");
        await page.ClickAsync("#confirm-change");
        await Expect(page.GetByTestId("planned")).ToContainTextAsync("Pro");
        await Expect(page.GetByTestId("plan-title")).ToHaveTextAsync("Team");
        await page.ClickAsync("#keep-plan");
        await Expect(page.GetByTestId("flash")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("planned")).ToHaveCountAsync(0);

        await page.ClickAsync("#cancel-plan");
        await Expect(page.GetByTestId("losses")).ToBeVisibleAsync();
        await PageChecks.AssertAccessibleAsync(page);
        await page.ClickAsync("#confirm-cancel");
        await Expect(page.GetByTestId("plan-status")).ToHaveTextAsync("Cancelled");
        await Expect(page.GetByTestId("plan-title")).ToHaveTextAsync("Team");
        await PageChecks.AssertAccessibleAsync(page);
        await page.ClickAsync("#keep-plan");
        await Expect(page.GetByTestId("plan-status")).ToHaveTextAsync("Active");

        await OpenPdfAsync(page);
        await page.ClickAsync("#portal");
        await AtStripeAsync(running, page);
        await Expect(page.Locator("#card-title")).ToBeVisibleAsync();
        await page.ClickAsync("#return");
        await Expect(page.GetByTestId("plan-title")).ToHaveTextAsync("Team");
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task ADeclinedUpgrade_LeavesTheOldPlan_UntilItsInvoiceIsPaid()
    {
        var page = await Browsers.RegisteredAsync(running, "Dee Declined");
        await SubscribeToProAsync(running, page);
        await ReplaceCardAsync(running, page, CardDeclinedWhenCharged);

        await ChooseAsync(page, "team");
        await page.ClickAsync("#confirm-change");
        await Expect(page.GetByTestId("payment-needed")).ToContainTextAsync("You stay on Pro");
        await PageChecks.AssertAccessibleAsync(page);
        await page.GotoAsync(Standing);
        await Expect(page.GetByTestId("plan-title")).ToHaveTextAsync("Pro");
        await Expect(page.GetByTestId("pending-upgrade")).ToContainTextAsync("Team");
        await PageChecks.AssertAccessibleAsync(page);

        await PayOpenInvoiceAsync(running, page);
        await page.GotoAsync(Standing);
        await ExpectPlanAsync(page, "Team");
        await Expect(page.GetByTestId("pending-upgrade")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task ACheckoutThatIsLeft_ChargesNothing_AndIsTheSameWhenTakenUpAgain()
    {
        var page = await Browsers.RegisteredAsync(running, "Lea Leaves", javaScript: false);
        await ChooseAsync(page, "pro");
        await page.ClickAsync("#confirm-change");
        await AtStripeAsync(running, page);
        var first = page.Url;
        await ChooseAsync(page, "pro");
        await page.ClickAsync("#confirm-change");
        await AtStripeAsync(running, page);
        Assert.That(page.Url, Is.EqualTo(first));
        await page.GotoAsync(Standing);
        await Expect(page.GetByTestId("plan-title")).ToHaveTextAsync("Free");
        await Expect(page.GetByText("You had begun to subscribe")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    private static async Task OpenPdfAsync(IPage page)
    {
        var address = await page.GetByTestId("invoice-pdf").First.GetAttributeAsync("href");
        var answer = await page.APIRequest.GetAsync(address!);
        Assert.That((answer.Status, answer.Headers["content-type"]), Is.EqualTo((200, "application/pdf")));
    }

    /// <summary>The difference of a whole month, but for the seconds since it began.</summary>
    [GeneratedRegex(@"^\$(99\.9\d|100\.00)$")]
    private static partial Regex AboutAHundred();
}
