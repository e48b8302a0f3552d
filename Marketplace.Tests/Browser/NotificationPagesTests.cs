using Marketplace.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.Tests.Browser;

/// <summary>The bell, the choice of mails, a letter's unsubscribe link, a shop's public page and following it. Without JavaScript; axe needs it, so it looks at the same pages as somebody else.</summary>
internal sealed class NotificationPagesTests
{
    private RunningMarketplace running = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => running = await RunningMarketplace.GetAsync();

    [Test]
    public async Task ABuyer_FollowsASeller_SeesTheNewProductUnderTheBell_AndStopsTheMails()
    {
        using var admin = await ApiPerson.AdminAsync();
        using var seller = await ApiPerson.SellerAsync();
        var buyer = await SignInAsync("buyer@demo.test");
        await buyer.GotoAsync($"/sellers/{seller.Handle}");
        await buyer.ClickAsync("#follow");
        await Expect(buyer.Locator("#follow")).ToHaveTextAsync("Following");

        var title = $"Heard of {Guid.NewGuid().ToString("N")[..8]}";
        var product = await seller.PublishedProductAsync(admin, ApiPerson.Listing(title));
        using var inbox = new MailInbox(running.MailInbox);
        var mail = await inbox.WaitForAsync("buyer@demo.test", title);

        await buyer.GotoAsync("/notifications?unread=true");
        await Expect(buyer.GetByTestId("unread-count")).ToBeVisibleAsync();
        await buyer.GetByTestId("notification").Filter(new() { HasText = title }).Locator("a").ClickAsync();
        await Expect(buyer.Locator("h1")).ToHaveTextAsync(title);
        Assert.That(buyer.Url, Does.EndWith($"/products/{product.Slug}"));
        await buyer.GotoAsync("/notifications?unread=true");
        await Expect(buyer.GetByTestId("notification").Filter(new() { HasText = title })).ToHaveCountAsync(0);

        var stranger = await Browsers.NewPersonAsync(running.Web, javaScript: false);
        await stranger.GotoAsync(mail.Link("/mail/unsubscribe/").PathAndQuery);
        await stranger.ClickAsync("#unsubscribe");
        await Expect(stranger.GetByTestId("unsubscribe-state")).ToContainTextAsync("gets no more mails");

        await buyer.GotoAsync("/account/notifications");
        await Expect(buyer.Locator("input[value=FollowedSellers]")).Not.ToBeCheckedAsync();
        await buyer.CheckAsync("input[value=FollowedSellers]");
        await buyer.ClickAsync("#save-mails");
        await Expect(buyer.GetByTestId("flash")).ToContainTextAsync("Saved");
        await stranger.ReloadAsync();
        await Expect(stranger.Locator("#unsubscribe")).ToBeVisibleAsync();
        await stranger.Context.CloseAsync();
        await buyer.Context.CloseAsync();
        await AssertAccessibleAsync("buyer@demo.test", $"/sellers/{seller.Handle}", "/notifications", "/account/notifications", mail.Link("/mail/unsubscribe/").PathAndQuery);
    }

    [Test]
    public async Task ASeller_PutsABannerOnTheirPublicPage()
    {
        var seller = await SignInAsync("seller@demo.test");
        await seller.GotoAsync("/sell/profile");
        using var picture = NetVips.Image.Black(1600, 400, bands: 3).Copy(interpretation: NetVips.Enums.Interpretation.Srgb);
        await seller.SetInputFilesAsync("#banner", new FilePayload { Name = "banner.png", MimeType = "image/png", Buffer = picture.PngsaveBuffer() });
        await seller.ClickAsync("#save-banner");
        await Expect(seller.GetByTestId("flash")).ToContainTextAsync("Banner saved");
        await seller.ClickAsync("text=Look at it");
        await Expect(seller.GetByTestId("banner").Locator("img")).ToBeVisibleAsync();
        await AssertAccessibleAsync("seller@demo.test", "/sell/profile", new Uri(seller.Url).AbsolutePath);
        await seller.GotoAsync("/sell/profile");
        await seller.FillAsync("[name='Form.Handle']", "x");
        await seller.ClickAsync("#save");
        await Expect(seller.Locator("main")).ToContainTextAsync("Use 3 to 30 lower-case letters");
        await seller.ClickAsync("#remove-banner");
        await Expect(seller.GetByTestId("flash")).ToContainTextAsync("Banner removed");
        await seller.Context.CloseAsync();
    }

    private async Task AssertAccessibleAsync(string mail, params string[] paths)
    {
        var page = await SignInAsync(mail, javaScript: true);
        foreach (var path in paths)
        {
            await page.GotoAsync(path);
            await PageChecks.AssertAccessibleAsync(page);
        }

        await page.Context.CloseAsync();
    }

    private async Task<IPage> SignInAsync(string mail, bool javaScript = false)
    {
        var page = await Browsers.NewPersonAsync(running.Web, javaScript: javaScript);
        await page.GotoAsync("/account/sign-in");
        await page.FillAsync("[name='Input.Email']", mail);
        await page.FillAsync("[name='Input.Password']", "Demo-pass-2026!");
        await page.ClickAsync("#submit");
        await page.WaitForURLAsync(url => url.StartsWith(running.Web.ToString(), StringComparison.Ordinal));
        return page;
    }
}
