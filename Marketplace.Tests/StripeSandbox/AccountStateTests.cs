using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Accounts;
using Stripe;
using Account = Stripe.Account;
using Capability = Stripe.Capability;
using StoredAccount = Marketplace.StripeSandbox.Accounts.Account;

namespace Marketplace.Tests.StripeSandbox;

/// <summary>What Stripe finds out about a seller after onboarding.</summary>
internal sealed class AccountStateTests
{
    [Test]
    public async Task Transfers_Inactive_RefuseTransfersUntilActiveAgain()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        var paid = await sandbox.PaidSessionAsync();
        await ChangeAsync(sandbox, seller, new { transfers = "inactive" });
        var refusal = Assert.ThrowsAsync<StripeException>(() => sandbox.TransferAsync(seller, paid, 1_00));
        var capability = await new AccountCapabilityService(sandbox.Stripe).GetAsync(seller.Id, "transfers");
        await ChangeAsync(sandbox, seller, new { transfers = "active" });
        await sandbox.TransferAsync(seller, paid, 1_00);
        var told = await sandbox.Receiver.WaitForAsync("capability.updated");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(refusal.StripeError.Code, Is.EqualTo("insufficient_capabilities_for_transfer"));
            Assert.That(capability.Status, Is.EqualTo("inactive"));
            Assert.That((told.Account, ((Capability)told.Data.Object).Id), Is.EqualTo((seller.Id, "transfers")));
        }
    }

    [Test]
    public async Task Requirements_PastDue_PausePayouts()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        await ChangeAsync(sandbox, seller, new { due = "individual.id_number" });
        var due = await new AccountService(sandbox.Stripe).GetAsync(seller.Id);
        await ChangeAsync(sandbox, seller, new { pastDue = "individual.id_number" });
        var late = await new AccountService(sandbox.Stripe).GetAsync(seller.Id);
        await ChangeAsync(sandbox, seller, new { due = "none", pastDue = "none", payouts = "on" });
        var cured = await new AccountService(sandbox.Stripe).GetAsync(seller.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((due.PayoutsEnabled, due.Requirements.CurrentlyDue.Single()), Is.EqualTo((true, "individual.id_number")));
            Assert.That((late.PayoutsEnabled, late.Requirements.DisabledReason), Is.EqualTo((false, "requirements.past_due")));
            Assert.That((cured.PayoutsEnabled, cured.Requirements.DisabledReason, cured.Requirements.CurrentlyDue.Count), Is.EqualTo((true, (string?)null, 0)));
        }
    }

    [Test]
    public async Task Account_Rejected_LosesEverything()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        var rejected = await new AccountService(sandbox.Stripe).RejectAsync(seller.Id, new AccountRejectOptions { Reason = "terms_of_service" });
        Assert.That(
            (rejected.ChargesEnabled, rejected.PayoutsEnabled, rejected.Capabilities.Transfers, rejected.Requirements.DisabledReason),
            Is.EqualTo((false, false, "inactive", "rejected.platform_terms_of_service")));
    }

    [Test]
    public async Task Payout_TheBankSendsBack_ReturnsTheMoneyAndPausesPayouts()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        await sandbox.ActAsync(scope => AccountStates.Change(scope, scope.Find<StoredAccount>(seller.Id)!, new AccountStateChange { Bank = "account_closed" }));
        await sandbox.TransferAsync(seller, await sandbox.PaidSessionAsync(), 17_11);
        await sandbox.JumpAsync(TimeSpan.FromDays(7));
        await sandbox.TickAsync();
        var service = new PayoutService(sandbox.Stripe);
        var failed = (await service.ListAsync(new PayoutListOptions { Expand = ["data.failure_balance_transaction"] }, RunningSandbox.On(seller))).Single();
        var account = await new AccountService(sandbox.Stripe).GetAsync(seller.Id);
        var told = await sandbox.Receiver.WaitForAsync("payout.failed");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((failed.Status, failed.FailureCode), Is.EqualTo(("failed", "account_closed")));
            Assert.That((failed.FailureBalanceTransaction.Type, failed.FailureBalanceTransaction.Net), Is.EqualTo(("payout_failure", 17_11L)));
            Assert.That(await sandbox.BalanceAsync(seller), Is.EqualTo((17_11L, 0L)));
            Assert.That((account.PayoutsEnabled, account.Requirements.CurrentlyDue.Single()), Is.EqualTo((false, "external_account")));
            Assert.That(((Stripe.BankAccount)account.ExternalAccounts.Data.Single()).Status, Is.EqualTo("errored"));
            Assert.That(told.Account, Is.EqualTo(seller.Id));
        }

        await sandbox.JumpAsync(TimeSpan.FromDays(7));
        var paused = await service.ListAsync(null, RunningSandbox.On(seller));
        await ChangeAsync(sandbox, seller, new { bank = "ok", payouts = "on", due = "none" });
        await sandbox.JumpAsync(TimeSpan.FromDays(7));
        await sandbox.TickAsync();
        var after = await service.ListAsync(null, RunningSandbox.On(seller));
        Assert.That((paused.Count(), after.First().Status, await sandbox.BalanceAsync(seller)), Is.EqualTo((1, "paid", (0L, 0L))));
    }

    [Test]
    public async Task State_Unknown_IsRefused()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var seller = await sandbox.OnboardedSellerAsync();
        var answer = await sandbox.Http.PostAsJsonAsync($"/_sandbox/accounts/{seller.Id}/state", new { transfers = "perhaps" });
        Assert.That((int)answer.StatusCode, Is.EqualTo(400));
        Assert.That((string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["error"]!["param"], Is.EqualTo("transfers"));
    }

    private static async Task ChangeAsync(RunningSandbox sandbox, Account seller, object change) =>
        (await sandbox.Http.PostAsJsonAsync($"/_sandbox/accounts/{seller.Id}/state", change)).EnsureSuccessStatusCode();
}
