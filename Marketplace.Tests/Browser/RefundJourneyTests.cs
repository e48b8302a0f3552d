using Marketplace.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.Browser;

/// <summary>A buyer asks for the money back, the seller sees what it takes and answers: in the browser, without JavaScript once the payment is made.</summary>
internal sealed class RefundJourneyTests
{
    private const string Password = "Demo-pass-2026!";
    private RunningMarketplace running = null!;

    [SetUp]
    public async Task StartAsync() => running = await RunningMarketplace.GetAsync();

    [TearDown]
    public Task CheckAsync() => running.AssertContractAsync();

    [Test]
    public async Task ABuyer_AsksAndIsGranted_AndTheDownloadEnds()
    {
        var buyer = await SignInAsync("buyer@demo.test");
        var order = await BuyAsync(buyer);
        await AskAsync(buyer, order, "It does not run on my machine.");
        await Expect(Refund(buyer)).ToHaveAttributeAsync("data-status", "requested");
        await Expect(buyer.GetByTestId("refund-request-form")).ToHaveCountAsync(0);

        var seller = await SignInAsync("seller@demo.test", javaScript: false);
        await seller.GotoAsync("/sell/refunds");
        var request = Request(seller, order);
        await Expect(request.GetByTestId("refund-seller-amount")).ToHaveTextAsync("$17.11");
        await Expect(request.GetByTestId("refund-line-amount")).ToHaveTextAsync("$19.99");
        await Expect(request.GetByTestId("refund-consequences")).ToContainTextAsync("can no longer download");
        await request.GetByTestId("refund-grant").ClickAsync();
        await Expect(seller.GetByTestId("flash")).ToContainTextAsync("$19.99 refunded");
        await Expect(Request(seller, order)).ToHaveCountAsync(0);

        await buyer.GotoAsync($"/purchases/{order}");
        await Expect(Refund(buyer)).ToHaveAttributeAsync("data-status", "succeeded");
        await Expect(Refund(buyer).GetByTestId("refund-amount")).ToHaveTextAsync("$19.99");
        await Expect(buyer.GetByTestId("order-status")).ToHaveTextAsync("Refunded");
        await Expect(buyer.GetByTestId("download")).ToHaveCountAsync(0);
        await EndAsync(buyer, seller);
    }

    [Test]
    public async Task ASeller_DeclinesAndThenRefundsAPart_InTwoSteps()
    {
        var buyer = await SignInAsync("buyer@demo.test");
        var order = await BuyAsync(buyer);
        await AskAsync(buyer, order, "I bought the wrong one.");

        var seller = await SignInAsync("seller@demo.test", javaScript: false);
        await seller.GotoAsync("/sell/refunds");
        await Request(seller, order).GetByTestId("refund-decline-reason-field").FillAsync("Too late.     ");
        await Request(seller, order).GetByTestId("refund-decline").ClickAsync();
        await Expect(seller.GetByTestId("problem")).ToBeVisibleAsync();
        await Expect(Request(seller, order).GetByTestId("refund-decline-reason-field")).ToHaveValueAsync("Too late.     ");
        await Request(seller, order).GetByTestId("refund-decline-reason-field").FillAsync("It was downloaded and works as described.");
        await Request(seller, order).GetByTestId("refund-decline").ClickAsync();
        await Expect(seller.GetByTestId("flash")).ToContainTextAsync("Declined");

        await seller.GotoAsync($"/sell/sales/{order}");
        await Expect(seller.GetByTestId("timeline")).ToBeVisibleAsync();
        await seller.GetByTestId("refund-amount-field").FillAsync("5.00");
        await seller.GetByTestId("refund-preview-button").ClickAsync();
        await Expect(seller.GetByTestId("refund-line-amount")).ToHaveTextAsync("$5.00");
        await Expect(seller.GetByTestId("refund-consequences")).ToContainTextAsync("the download stays");
        await seller.FillAsync("[name='Form.Reason']", "For the trouble.");
        await seller.GetByTestId("refund-confirm").ClickAsync();
        await Expect(seller.GetByTestId("refundable")).ToHaveTextAsync("$14.99");

        await buyer.GotoAsync($"/purchases/{order}");
        await Expect(buyer.GetByTestId("refund-row")).ToHaveCountAsync(2);
        await Expect(buyer.GetByTestId("refund-decline-reason")).ToContainTextAsync("works as described");
        await Expect(buyer.GetByTestId("order-status")).ToHaveTextAsync("Partly refunded");
        await Expect(buyer.GetByTestId("download")).ToHaveCountAsync(1);
        await EndAsync(buyer, seller);
    }

    private static ILocator Refund(IPage page) => page.GetByTestId("refund-row").First;

    private static ILocator Request(IPage page, string order) => page.GetByTestId("refund-request").Filter(new() { HasText = order });

    private async Task<IPage> SignInAsync(string mail, bool javaScript = true)
    {
        var page = await Browsers.NewPersonAsync(running.Web, javaScript: javaScript);
        await page.GotoAsync("/account/sign-in");
        await page.FillAsync("[name='Input.Email']", mail);
        await page.FillAsync("[name='Input.Password']", Password);
        await page.ClickAsync("#submit");
        await page.WaitForURLAsync(url => url.StartsWith(running.Web.ToString(), StringComparison.Ordinal));
        return page;
    }

    /// <returns>The order's number.</returns>
    private async Task<string> BuyAsync(IPage page)
    {
        using var seller = await ApiPerson.OfAsync("seller@demo.test");
        using var admin = await ApiPerson.AdminAsync();
        var product = await seller.PublishedProductAsync(admin, ApiPerson.Listing($"Refund kit {Guid.NewGuid().ToString("N")[..8]}"));
        await page.GotoAsync($"/products/{product.Slug}");
        await page.ClickAsync("#add-to-cart");
        await page.GotoAsync("/cart");
        await Expect(page.GetByTestId("cart-total")).ToHaveTextAsync("$19.99");
        await page.ClickAsync("#checkout");
        await page.WaitForURLAsync(url => url.StartsWith(running.Stripe.ToString(), StringComparison.Ordinal));
        await page.FillAsync("[name=cardNumber]", "4242 4242 4242 4242");
        await page.FillAsync("[name=cardExpiry]", "12/39");
        await page.FillAsync("[name=cardCvc]", "123");
        await page.FillAsync("[name=cardName]", "Bo Buyer");
        await page.ClickAsync("#pay");
        await page.WaitForURLAsync(url => url.StartsWith(running.Web.ToString(), StringComparison.Ordinal));
        await Expect(page.GetByTestId("download")).ToHaveCountAsync(1);
        await page.GotoAsync("/purchases");
        return (await page.Locator("h2 a[href^='/purchases/']").First.TextContentAsync())!;
    }

    private static async Task AskAsync(IPage page, string order, string reason)
    {
        await page.GotoAsync($"/purchases/{order}");
        await page.GetByTestId("refund-request-panel").Locator("summary").ClickAsync();
        await page.FillAsync("[name='Form.Reason']", reason);
        await page.GetByTestId("refund-request-button").ClickAsync();
        await Expect(page.GetByTestId("flash")).ToContainTextAsync("Asked for");
    }

    private static async Task EndAsync(params IPage[] pages)
    {
        foreach (var page in pages)
        {
            await page.Context.CloseAsync();
        }
    }
}
