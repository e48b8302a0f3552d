using System.Net;
using Stripe;

namespace Marketplace.Tests.StripeSandbox;

internal sealed class AccountTests
{
    [Test]
    public async Task Account_New_HasRequirementsDueAndNoCapability()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var created = await new AccountService(sandbox.Stripe).CreateAsync(new AccountCreateOptions
        {
            Type = "express",
            Email = "a@example.org",
            Metadata = new Dictionary<string, string> { ["user_id"] = "7" },
        });
        var account = await new AccountService(sandbox.Stripe).GetAsync(created.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(account.Id, Does.StartWith("acct_"));
            Assert.That(account.Type, Is.EqualTo("express"));
            Assert.That(account.DetailsSubmitted, Is.False);
            Assert.That(account.PayoutsEnabled, Is.False);
            Assert.That(account.Capabilities.Transfers, Is.EqualTo("inactive"));
            Assert.That(account.Requirements.CurrentlyDue, Does.Contain("external_account"));
            Assert.That(account.Metadata["user_id"], Is.EqualTo("7"));
            Assert.That(account.Created, Is.EqualTo(RunningSandbox.Start.UtcDateTime));
        }
    }

    [Test]
    public async Task Onboarding_Submitted_EnablesTheAccountAndSaysSo()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var account = await sandbox.OnboardedSellerAsync();
        var updated = await sandbox.Receiver.WaitForAsync("account.updated");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(account.DetailsSubmitted, Is.True);
            Assert.That(account.ChargesEnabled, Is.True);
            Assert.That(account.PayoutsEnabled, Is.True);
            Assert.That(account.Capabilities.Transfers, Is.EqualTo("active"));
            Assert.That(account.Requirements.CurrentlyDue, Is.Empty);
            Assert.That(((BankAccount)account.ExternalAccounts.Data.Single()).Last4, Is.EqualTo("6789"));
            Assert.That(updated.Account, Is.EqualTo(account.Id));
            Assert.That(((Account)updated.Data.Object).PayoutsEnabled, Is.True);
        }
    }

    [Test]
    public async Task OnboardingLink_OpenedTwice_LeadsToTheRefreshUrl()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var account = await new AccountService(sandbox.Stripe).CreateAsync(new AccountCreateOptions { Type = "express" });
        var link = await sandbox.OnboardingLinkAsync(account.Id);
        var first = await sandbox.Http.GetAsync(link.Url);
        var second = await sandbox.Http.GetAsync(link.Url);
        var page = await sandbox.Http.GetStringAsync(first.Headers.Location);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Does.Contain("id=\"finish\"").And.Contain("id=\"later\" class=\"button secondary\" href=\"https://shop.example/return\""));
            Assert.That(second.Headers.Location?.ToString(), Is.EqualTo("https://shop.example/refresh"));
            Assert.That((await new AccountService(sandbox.Stripe).GetAsync(account.Id)).DetailsSubmitted, Is.False);
        }
    }

    [Test]
    public async Task OnboardingLink_TooOld_LeadsToTheRefreshUrl()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var account = await new AccountService(sandbox.Stripe).CreateAsync(new AccountCreateOptions { Type = "express" });
        var link = await sandbox.OnboardingLinkAsync(account.Id);
        sandbox.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.That((await sandbox.Http.GetAsync(link.Url)).Headers.Location?.ToString(), Is.EqualTo("https://shop.example/refresh"));
    }

    [Test]
    public async Task Onboarding_RealBankDetails_AreRefusedAtTheField()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var account = await new AccountService(sandbox.Stripe).CreateAsync(new AccountCreateOptions { Type = "express" });
        var form = (await sandbox.Http.GetAsync((await sandbox.OnboardingLinkAsync(account.Id)).Url)).Headers.Location;
        var answer = await sandbox.Http.PostAsync(form, new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["businessType"] = "individual",
            ["firstName"] = "Ada",
            ["lastName"] = "Seller",
            ["country"] = "US",
            ["routingNumber"] = "110000000",
            ["accountNumber"] = "123456",
        }));
        var page = await answer.Content.ReadAsStringAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(page, Does.Contain("id=\"accountNumber-error\""));
            Assert.That((await new AccountService(sandbox.Stripe).GetAsync(account.Id)).DetailsSubmitted, Is.False);
        }
    }

    [Test]
    public async Task Account_Updated_MergesMetadata()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var service = new AccountService(sandbox.Stripe);
        var account = await service.CreateAsync(new AccountCreateOptions { Type = "express", Metadata = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } });
        var updated = await service.UpdateAsync(account.Id, new AccountUpdateOptions { Email = "new@example.org", Metadata = new Dictionary<string, string> { ["b"] = "", ["c"] = "3" } });
        Assert.That(updated.Metadata, Is.EqualTo(new Dictionary<string, string> { ["a"] = "1", ["c"] = "3" }));
        Assert.That((await service.ListAsync(new AccountListOptions { Limit = 3 })).Single().Email, Is.EqualTo("new@example.org"));
    }

    [Test]
    public async Task LoginLink_LeadsToTheSellersBalanceAndPayouts()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        await sandbox.TransferAsync(seller, await sandbox.PaidSessionAsync(), 17_11);
        var link = await new AccountLoginLinkService(sandbox.Stripe).CreateAsync(seller.Id);
        var page = await sandbox.Http.GetStringAsync(link.Url);
        Assert.That(WebUtility.HtmlDecode(page), Does.Contain("$17.11").And.Contain("10 Mar 2026").And.Contain("No payouts yet."));
    }

    [Test]
    public async Task LoginLink_BeforeOnboarding_IsRefused()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var account = await new AccountService(sandbox.Stripe).CreateAsync(new AccountCreateOptions { Type = "express" });
        Assert.That(() => new AccountLoginLinkService(sandbox.Stripe).CreateAsync(account.Id), Throws.InstanceOf<StripeException>());
    }
}
