using Marketplace.Contracts.Selling;
using Marketplace.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.Browser;

/// <summary>Somebody without an account buys with a discount code and tax, pays, downloads, and has the money back: in the browser.</summary>
internal sealed class GuestJourneyTests
{
    [Test]
    public async Task AGuest_PaysWhatTheCartShowed_Downloads_AndAsksForARefundByTheLink()
    {
        var running = await RunningMarketplace.GetAsync();
        using var inbox = new MailInbox(running.MailInbox);
        using var seller = await ApiPerson.SellerAsync();
        using var admin = await ApiPerson.AdminAsync();
        var product = await seller.PublishedProductAsync(admin);
        var word = $"G-{Guid.NewGuid():N}"[..16].ToUpperInvariant();
        await new DiscountsClient(seller.Http).CreateAsync(new() { Code = word, Percent = 15 }, CancellationToken.None);

        var mail = $"{Guid.NewGuid():N}@example.org";
        var page = await Browsers.NewPersonAsync(running.Web);
        await page.GotoAsync($"/products/{product.Slug}");
        await page.ClickAsync("#add-to-cart");
        await page.GotoAsync("/cart");
        await page.FillAsync("#discount-code", word.ToLowerInvariant());
        await page.ClickAsync("#apply-discount");
        await Expect(page.GetByTestId("cart-discount")).ToHaveTextAsync("−$3.00");

        await page.GetByText("Tax and invoice").ClickAsync();
        await page.SelectOptionAsync("#country", "DE");
        await page.FillAsync("#tax-id", "DE123");
        await page.ClickAsync("#update-total");
        await Expect(page.GetByTestId("tax-id-error")).ToBeVisibleAsync();
        await page.FillAsync("#tax-id", "");
        await page.ClickAsync("#update-total");
        await Expect(page.GetByTestId("cart-tax")).ToHaveTextAsync("$3.23");
        await Expect(page.GetByTestId("cart-total")).ToHaveTextAsync("$20.22");

        await page.FillAsync("#guest-email", mail);
        await page.ClickAsync("#guest-checkout");
        await page.WaitForURLAsync(url => url.StartsWith(running.Stripe.ToString(), StringComparison.Ordinal));
        await Expect(page.Locator("body")).ToContainTextAsync("$20.22");
        await PayAsync(page);
        await page.WaitForURLAsync(url => url.Contains("/orders/guest/", StringComparison.Ordinal));
        await Expect(page.GetByTestId("order-total")).ToHaveTextAsync("$20.22");
        await Expect(page.GetByTestId("invoice")).ToBeVisibleAsync();
        await DownloadAsync(page);
        await Expect(page.GetByTestId("cart-count")).ToHaveTextAsync("0");

        var receipt = await inbox.WaitForAsync(mail, "Your order MP-");
        Assert.That(receipt.Text, Does.Contain($"Discount {word}: -$3.00").And.Contain("Tax (19 %, DE): $3.23").And.Contain("Total: $20.22"));
        var later = await Browsers.NewPersonAsync(running.Web, javaScript: false);
        await later.GotoAsync(receipt.Link("/orders/guest/").ToString());
        await DownloadAsync(later);
        await AskForARefundAsync(later, seller);
        await later.GotoAsync($"/orders/guest/{new string('0', 64)}");
        await Expect(later.GetByTestId("download")).ToHaveCountAsync(0);
        await running.AssertContractAsync();
    }

    private static async Task AskForARefundAsync(IPage page, ApiPerson seller)
    {
        await Expect(page.GetByTestId("timeline")).ToBeVisibleAsync();
        await page.GetByTestId("refund-request-panel").Locator("summary").ClickAsync();
        await page.FillAsync("[name='Form.Reason']", "It does not run here.");
        await page.GetByTestId("refund-request-button").ClickAsync();
        await Expect(page.GetByTestId("flash")).ToContainTextAsync("Asked for");
        await Expect(page.GetByTestId("refund-row")).ToHaveAttributeAsync("data-status", "requested");
        var asked = (await seller.Refunds.ListOfSellerAsync(null, CancellationToken.None)).Items.First(refund => refund.CanDecide);
        Assert.That(asked.Amount.Amount, Is.EqualTo(20_22));
        await seller.Refunds.GrantAsync(asked.Id, CancellationToken.None);
        await page.ReloadAsync();
        for (var tries = 0; tries < 80 && await page.GetByTestId("credit-note").CountAsync() == 0; tries++)
        {
            await Task.Delay(250);
            await page.ReloadAsync();
        }

        await Expect(page.GetByTestId("credit-note")).ToContainTextAsync("$20.22");
        await Expect(page.GetByTestId("refund-row")).ToHaveAttributeAsync("data-status", "succeeded");
        var note = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("credit-note").ClickAsync());
        Assert.That(note.SuggestedFilename, Does.StartWith("CN-"));
        await Expect(page.GetByTestId("download")).ToHaveCountAsync(0);
    }

    private static async Task PayAsync(IPage page)
    {
        await page.FillAsync("[name=cardNumber]", "4242 4242 4242 4242");
        await page.FillAsync("[name=cardExpiry]", "12/39");
        await page.FillAsync("[name=cardCvc]", "123");
        await page.FillAsync("[name=cardName]", "Gaby Guest");
        await page.ClickAsync("#pay");
    }

    private static async Task DownloadAsync(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("download").First.ClickAsync());
        Assert.That(download.SuggestedFilename, Does.EndWith("1.0.0.zip"));
    }
}
