using System.Security.Cryptography;
using Marketplace.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.Browser;

/// <summary>A stranger signs up, sells, another buys and downloads, and the seller is paid: in the browser, over the product as a user starts it.</summary>
internal sealed class JourneyTests
{
    private const string Password = "A long enough passphrase 7!";
    private RunningMarketplace running = null!;
    private MailInbox inbox = null!;
    private byte[] package = null!;

    [SetUp]
    public async Task StartAsync()
    {
        running = await RunningMarketplace.GetAsync();
        inbox = new(running.MailInbox);
        package = Samples.Zip(Guid.NewGuid().ToString());
    }

    [TearDown]
    public void End() => inbox.Dispose();

    [Test]
    public async Task AStranger_SellsAnotherBuys_AndTheMoneyArrives()
    {
        var title = $"Ledger kit {Guid.NewGuid().ToString("N")[..8]}";
        var seller = await Browsers.NewPersonAsync(running.Web);
        var sellerMail = await RegisterAsync(seller, "Sela Seller");
        await OnboardAsync(seller);
        await CreateProductAsync(seller, title);
        await ApproveAsync(title);

        var buyer = await Browsers.NewPersonAsync(running.Web);
        var buyerMail = await RegisterAsync(buyer, "Bo Buyer");
        await BuyAsync(buyer, title);
        await DownloadAsync(buyer);
        var receipt = await inbox.WaitForAsync(buyerMail, "Your order MP-");
        Assert.That(receipt.Text, Does.Contain("$19.99"));
        var sale = await inbox.WaitForAsync(sellerMail, "You sold");
        Assert.That(sale.Text, Does.Contain("$17.11"));

        await seller.GotoAsync("/sell/sales");
        await Expect(seller.GetByTestId("sale-platform-fee").First).ToContainTextAsync("2.00");
        await Expect(seller.GetByTestId("sale-processing-fee").First).ToContainTextAsync("0.88");
        await Expect(seller.GetByTestId("sale-seller-amount").First).ToHaveTextAsync("$17.11");
        await seller.GotoAsync("/sell/payouts");
        await Expect(seller.GetByTestId("balance-escrow")).ToHaveTextAsync("$17.11");

        await running.MoveClockAsync("+8d");
        await WaitForPayoutAsync(seller);
        await Expect(seller.GetByTestId("balance-escrow")).ToHaveTextAsync("$0.00");
        await Expect(seller.GetByTestId("balance-available")).ToHaveTextAsync("$0.00");
        await Expect(seller.GetByTestId("balance-paid")).ToHaveTextAsync("$17.11");
        await Expect(seller.Locator("[data-kind=transfer] [data-testid=payout-amount]")).ToHaveTextAsync("$17.11");
        await Expect(seller.Locator("[data-kind=bank] [data-testid=payout-amount]")).ToHaveTextAsync("$17.11");

        var admin = await SignInAsync("admin@demo.test", "Demo-pass-2026!");
        await admin.GotoAsync("/admin/ledger");
        await Expect(admin.GetByTestId("ledger-ok")).ToBeVisibleAsync();
        await Expect(admin.GetByTestId("invariant").Filter(new() { HasText = "✗" })).ToHaveCountAsync(0);
    }

    private async Task<string> RegisterAsync(IPage page, string name)
    {
        var mail = $"{Guid.NewGuid():N}@example.org";
        await page.GotoAsync("/");
        await page.Locator("#sign-up").ClickAsync();
        await page.FillAsync("[name='Input.DisplayName']", name);
        await page.FillAsync("[name='Input.Email']", mail);
        await page.FillAsync("[name='Input.Password']", Password);
        await page.ClickAsync("#submit");
        await Expect(page.Locator("h1")).ToContainTextAsync("Check your inbox");
        var confirmation = await inbox.WaitForAsync(mail, "confirm");
        await page.GotoAsync(confirmation.Link("confirm-email").ToString());
        await page.ClickAsync("#continue");
        await page.FillAsync("[name='Input.Email']", mail);
        await page.FillAsync("[name='Input.Password']", Password);
        await page.ClickAsync("#submit");
        await page.WaitForURLAsync(url => url.StartsWith(running.Web.ToString(), StringComparison.Ordinal));
        return mail;
    }

    private async Task<IPage> SignInAsync(string mail, string password)
    {
        var page = await Browsers.NewPersonAsync(running.Web);
        await page.GotoAsync("/account/sign-in");
        await page.FillAsync("[name='Input.Email']", mail);
        await page.FillAsync("[name='Input.Password']", password);
        await page.ClickAsync("#submit");
        await page.WaitForURLAsync(url => url.StartsWith(running.Web.ToString(), StringComparison.Ordinal));
        return page;
    }

    private async Task OnboardAsync(IPage page)
    {
        await page.GotoAsync("/sell");
        await page.CheckAsync("[name=acceptTerms]");
        await page.ClickAsync("#become-seller");
        await page.WaitForURLAsync(url => url.StartsWith(running.Stripe.ToString(), StringComparison.Ordinal));
        await page.ClickAsync("#finish");
        await page.WaitForURLAsync(url => url.Contains("/sell", StringComparison.Ordinal) && url.StartsWith(running.Web.ToString(), StringComparison.Ordinal));
        await Expect(page.GetByText("Your payout account is ready")).ToBeVisibleAsync();
    }

    private async Task CreateProductAsync(IPage page, string title)
    {
        await page.GotoAsync("/sell/products/new");
        await page.FillAsync("[name='Form.Title']", title);
        await page.FillAsync("[name='Form.Summary']", "Double entry bookkeeping for small shops, with tests.");
        await page.SelectOptionAsync("[name='Form.Category']", "components");
        await page.FillAsync("[name='Form.Description']", "# Ledger kit\n\nDouble entry in **C#**: journal, postings, balances and a report. Comes with migrations for PostgreSQL and a test-suite that reads like the rules.");
        await page.FillAsync("[name='Form.Stack']", "C#, PostgreSQL");
        await page.FillAsync("[name='Form.Tags']", "ledger, accounting");
        await page.FillAsync("[name='Form.Price']", "19.99");
        await page.ClickAsync("#save");
        await Expect(page.GetByTestId("seller-gets")).ToHaveTextAsync("$17.11");

        await page.SetInputFilesAsync("#image", new FilePayload { Name = "cover.png", MimeType = "image/png", Buffer = Samples.Png() });
        await page.ClickAsync("#add-image");
        await Expect(page.GetByTestId("product-image")).ToHaveCountAsync(1);

        await page.SetInputFilesAsync("#package-file", new FilePayload { Name = "kit.zip", MimeType = "application/zip", Buffer = package });
        await page.FillAsync("#version", "1.0.0");
        await page.ClickAsync("#upload-package");
        await Expect(page.GetByTestId("version-row")).ToHaveCountAsync(1);
        await ReloadUntilAsync(page, async () => await page.GetByTestId("sha256").CountAsync() == 1);
        await Expect(page.GetByTestId("sha256")).ToHaveTextAsync(Sha256(package));
        await page.ClickAsync("#submit-for-approval");
        await Expect(page.GetByTestId("product-status")).ToContainTextAsync("Waiting", new() { IgnoreCase = true });
    }

    private async Task ApproveAsync(string title)
    {
        var admin = await SignInAsync("admin@demo.test", "Demo-pass-2026!");
        await admin.GotoAsync("/admin/submissions");
        var submission = admin.GetByTestId("submission").Filter(new() { HasText = title });
        await submission.Locator("[id^=approve-]").ClickAsync();
        await Expect(admin.GetByTestId("submission").Filter(new() { HasText = title })).ToHaveCountAsync(0);
    }

    private async Task BuyAsync(IPage page, string title)
    {
        await page.GotoAsync("/search");
        await ReloadUntilAsync(page, async () =>
        {
            await page.GotoAsync($"/search?q={Uri.EscapeDataString(title)}");
            return await page.GetByTestId("results").GetByText(title).CountAsync() > 0;
        });
        await page.GetByTestId("results").GetByText(title).First.ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(title);
        await page.ClickAsync("#add-to-cart");
        await Expect(page.GetByTestId("cart-count")).ToHaveTextAsync("1");
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
        await ReloadUntilAsync(page, async () => await page.GetByTestId("download").CountAsync() > 0);
    }

    private async Task DownloadAsync(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("download").First.ClickAsync());
        var bytes = await File.ReadAllBytesAsync((await download.PathAsync())!);
        Assert.That(Sha256(bytes), Is.EqualTo(Sha256(package)));
        Assert.That(download.SuggestedFilename, Does.EndWith("1.0.0.zip"));
    }

    private static Task WaitForPayoutAsync(IPage page) => ReloadUntilAsync(page, async () =>
        await page.Locator("[data-kind=bank]").CountAsync() == 1 && await page.GetByTestId("balance-paid").TextContentAsync() == "$17.11", seconds: 60);

    private static async Task ReloadUntilAsync(IPage page, Func<Task<bool>> isThere, int seconds = 30)
    {
        var until = TimeProvider.System.GetUtcNow().AddSeconds(seconds);
        while (!await isThere())
        {
            if (TimeProvider.System.GetUtcNow() > until)
            {
                throw new AssertionException($"Still not there after {seconds} s: {page.Url}\n{await page.Locator("body").InnerTextAsync()}");
            }

            await Task.Delay(500);
            await page.ReloadAsync();
        }
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
