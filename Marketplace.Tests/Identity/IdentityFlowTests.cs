using System.Net;

namespace Marketplace.Tests.Identity;

/// <summary>From a stranger to a token and out again, over the running identity host, its database and the mail inbox.</summary>
internal sealed class IdentityFlowTests
{
    private const string Password = "correct horse battery";

    [Test]
    public async Task Stranger_RegistersConfirmsAndGetsTokens()
    {
        using var browser = await IdentityBrowser.OpenAsync();
        var email = IdentityBrowser.NewEmail();

        var start = await browser.GetAsync(browser.Authorize("create"));
        Assert.That(start.Path, Does.StartWith("/register?"), "prompt=create shows the registration first");
        await browser.SubmitAsync(start.Path, ("Input.DisplayName", "Ada <b>"), ("Input.Email", email), ("Input.Password", Password));
        var refused = await browser.SubmitAsync("/sign-in", ("Input.Email", email), ("Input.Password", Password));
        Assert.That(refused.Html, Does.Contain("not confirmed"));

        var link = await browser.MailedLinkAsync(email);
        var confirmed = await browser.GetAsync(link);
        Assert.That(confirmed.Html, Does.Contain("Your address is confirmed"));
        Assert.That((await browser.GetAsync(link)).Html, Does.Contain("Your address is confirmed"), "opening it twice does no harm");

        var next = await browser.SubmitAsync(confirmed.Link("continue"), ("Input.Email", email), ("Input.Password", Password));
        Assert.That(next.Path, Does.StartWith("/connect/authorize?"), "the way back to the shop survives the mail");
        var tokens = await browser.RedeemAsync((await browser.GetAsync(next.Path)).Code);

        var claims = IdentityBrowser.Claims(tokens["access_token"]!);
        Assert.Multiple(() =>
        {
            Assert.That((string?)claims["iss"], Is.EqualTo(browser.Authority));
            Assert.That((string?)claims["aud"], Is.EqualTo("marketplace-api"));
            Assert.That((string?)claims["email"], Is.EqualTo(email));
            Assert.That((bool?)claims["email_verified"], Is.True);
            Assert.That((string?)claims["name"], Is.EqualTo("Ada <b>"));
            Assert.That((string?)claims["role"], Is.EqualTo("buyer"));
            Assert.That((long)claims["exp"]! - (long)claims["iat"]!, Is.EqualTo(15 * 60));
        });
    }

    [Test]
    public async Task RefreshToken_RotatesAndEndsWithAnUnknownOne()
    {
        using var browser = await IdentityBrowser.OpenAsync();
        var tokens = await browser.SignInAsync("buyer@demo.test", "Demo-pass-2026!");
        var renewed = await browser.RefreshAsync((string)tokens["refresh_token"]!);
        Assert.That((string?)renewed["refresh_token"], Is.Not.Null.And.Not.EqualTo((string?)tokens["refresh_token"]));
        Assert.That((string?)(await browser.RefreshAsync("invented"))["error"], Is.EqualTo("invalid_grant"));
    }

    [Test]
    public async Task Code_WorksOnceAndOnlyWithItsVerifier()
    {
        using var browser = await IdentityBrowser.OpenAsync();
        await browser.SubmitAsync("/sign-in", ("Input.Email", "buyer@demo.test"), ("Input.Password", "Demo-pass-2026!"));
        var stolen = await browser.RedeemAsync((await browser.GetAsync(browser.Authorize())).Code, verifier: new string('x', 43));
        Assert.That((string?)stolen["error"], Is.EqualTo("invalid_grant"));

        var code = (await browser.GetAsync(browser.Authorize())).Code;
        Assert.That((string?)(await browser.RedeemAsync(code))["error"], Is.Null);
        Assert.That((string?)(await browser.RedeemAsync(code))["error"], Is.EqualTo("invalid_grant"));
    }

    [Test]
    public async Task SignOut_WithTheIdTokenReturnsToTheShop_WithoutItAsks()
    {
        using var browser = await IdentityBrowser.OpenAsync();
        var tokens = await browser.SignInAsync("buyer@demo.test", "Demo-pass-2026!");
        var asked = await browser.GetAsync("/connect/logout?client_id=marketplace-web");
        Assert.That(asked.Path, Does.StartWith("/sign-out?"));

        var ended = await browser.GetAsync(browser.Logout((string)tokens["id_token"]!));
        Assert.That(ended.Path, Does.StartWith(browser.Shop + "signout-callback-oidc"));
        Assert.That((await browser.GetAsync(browser.Authorize())).Path, Does.StartWith("/sign-in?"), "the session is over");
    }

    [Test]
    public async Task SignIn_SaysTheSameToUnknownAndWrong_AndRestsAfterFive()
    {
        using var browser = await IdentityBrowser.OpenAsync();
        var email = await browser.NewAccountAsync(Password);
        var unknown = await browser.SubmitAsync("/sign-in", ("Input.Email", IdentityBrowser.NewEmail()), ("Input.Password", "not this one"));
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var wrong = await browser.SubmitAsync("/sign-in", ("Input.Email", email), ("Input.Password", "not this one"));
            Assert.That(wrong.Alert, Is.EqualTo(unknown.Alert));
        }

        var resting = await browser.SubmitAsync("/sign-in", ("Input.Email", email), ("Input.Password", Password));
        Assert.That(resting.Alert, Is.EqualTo(unknown.Alert));
    }

    [Test]
    public async Task ForgottenPassword_IsReplacedOnce()
    {
        using var browser = await IdentityBrowser.OpenAsync();
        var email = await browser.NewAccountAsync(Password);
        var known = await browser.SubmitAsync("/forgot-password", ("Input.Email", email));
        var unknown = await browser.SubmitAsync("/forgot-password", ("Input.Email", IdentityBrowser.NewEmail()));
        Assert.That(known.Path, Is.EqualTo(unknown.Path));

        var link = await browser.MailedLinkAsync(email, "Choose a new password");
        var set = await browser.SubmitAsync(link, ("Input.Password", "another long one"));
        Assert.That(set.Path, Does.StartWith("/sign-in?"));
        Assert.That((await browser.GetAsync(link)).Html, Does.Contain("no longer works"));
        var signedIn = await browser.SubmitAsync("/sign-in", ("Input.Email", email), ("Input.Password", "another long one"));
        Assert.That(signedIn.Status, Is.EqualTo(HttpStatusCode.Found));
    }

    [Test]
    public async Task Registration_OfAKnownAddressIsToldByMailOnly()
    {
        using var browser = await IdentityBrowser.OpenAsync();
        var email = await browser.NewAccountAsync(Password);
        var again = await browser.SubmitAsync("/register", ("Input.DisplayName", "Eve"), ("Input.Email", email), ("Input.Password", "evil and long"));
        Assert.That(again.Path, Does.StartWith("/check-inbox?"));
        Assert.That(await browser.MailedLinkAsync(email, "You already have an account"), Does.Contain("/sign-in"));
    }

    [TestCase("//evil.test")]
    [TestCase("https://evil.test/")]
    public async Task SignIn_NeverLeadsToAStranger(string returnUrl)
    {
        using var browser = await IdentityBrowser.OpenAsync();
        var signedIn = await browser.SubmitAsync(
            $"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", ("Input.Email", "buyer@demo.test"), ("Input.Password", "Demo-pass-2026!"));
        Assert.That(signedIn.Path, Is.EqualTo(browser.Shop));
    }

    [Test]
    public async Task UnknownAddressAndStaleForm_HavePages()
    {
        using var browser = await IdentityBrowser.OpenAsync();
        var missing = await browser.GetAsync("/nothing-here");
        Assert.That(missing.Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(missing.Html, Does.Contain("There is nothing here"));
        var stale = await browser.PostAsync("/sign-in", ("Input.Email", "a@b.test"));
        Assert.That(stale.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(stale.Html, Does.Contain("out of date"));
    }

    [Test]
    public async Task ForeignRedirect_IsRefusedOnAPageOfOurs()
    {
        using var browser = await IdentityBrowser.OpenAsync();
        var refused = await browser.GetAsync(browser.Authorize().Replace("signin-oidc", "elsewhere", StringComparison.Ordinal));
        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(refused.Html, Does.Contain("does not work"));
    }
}
