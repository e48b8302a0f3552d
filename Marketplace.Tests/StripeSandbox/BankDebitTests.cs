using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Payments;
using Stripe;
using Stripe.Checkout;

namespace Marketplace.Tests.StripeSandbox;

/// <summary>Payments that complete days after the checkout.</summary>
internal sealed class BankDebitTests
{
    private const string Good = "000123456789";
    private const string Closed = "000111111113";

    [Test]
    public async Task Debit_ThatClears_PaysDaysAfterTheCheckout()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var session = await SubmittedAsync(sandbox, Good);
        var begun = await ReadAsync(sandbox, session);
        var refusal = Assert.ThrowsAsync<StripeException>(() => new RefundService(sandbox.Stripe).CreateAsync(new RefundCreateOptions { PaymentIntent = begun.PaymentIntentId }));
        await sandbox.Receiver.WaitForAsync("charge.pending");
        await sandbox.Receiver.WaitForAsync("payment_intent.processing");
        var completed = await sandbox.Receiver.WaitForAsync("checkout.session.completed");
        var before = await sandbox.BalanceAsync();
        await sandbox.JumpAsync(BankDebits.ClearsAfter);
        var paid = await ReadAsync(sandbox, session);
        var succeeded = await sandbox.Receiver.WaitForAsync("checkout.session.async_payment_succeeded");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((begun.Status, begun.PaymentStatus, begun.PaymentIntent.Status, begun.PaymentIntent.LatestCharge.Status), Is.EqualTo(("complete", "unpaid", "processing", "pending")));
            Assert.That(refusal.Message, Does.Contain("has not been paid"));
            Assert.That(((Session)completed.Data.Object).PaymentStatus, Is.EqualTo("unpaid"));
            Assert.That(before, Is.EqualTo((0L, 0L)));
            Assert.That((paid.PaymentStatus, paid.PaymentIntent.Status, paid.PaymentIntent.LatestCharge.PaymentMethodDetails.UsBankAccount.Last4), Is.EqualTo(("paid", "succeeded", "6789")));
            Assert.That((paid.PaymentIntent.LatestCharge.BalanceTransaction.Type, paid.PaymentIntent.LatestCharge.BalanceTransaction.Fee), Is.EqualTo(("payment", 88L)));
            Assert.That(((Session)succeeded.Data.Object).PaymentStatus, Is.EqualTo("paid"));
            Assert.That(await sandbox.BalanceAsync(), Is.EqualTo((19_11L, 0L)));
        }
    }

    [Test]
    public async Task Debit_ThatComesBack_FailsAndMovesNoMoney()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var session = await SubmittedAsync(sandbox, Closed);
        await sandbox.JumpAsync(BankDebits.ClearsAfter);
        var failed = await ReadAsync(sandbox, session);
        await sandbox.Receiver.WaitForAsync("checkout.session.async_payment_failed");
        await sandbox.Receiver.WaitForAsync("charge.failed");
        await sandbox.Receiver.WaitForAsync("payment_intent.payment_failed");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((failed.Status, failed.PaymentStatus, failed.PaymentIntent.Status), Is.EqualTo(("complete", "unpaid", "requires_payment_method")));
            Assert.That((failed.PaymentIntent.LatestCharge.Status, failed.PaymentIntent.LatestCharge.FailureCode), Is.EqualTo(("failed", "account_closed")));
            Assert.That(await sandbox.BalanceAsync(), Is.EqualTo((0L, 0L)));
        }
    }

    [Test]
    public async Task Debit_SettledByHand_IsPaidAtOnce()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var session = await sandbox.SessionAsync();
        var started = await sandbox.Http.PostAsJsonAsync($"/_sandbox/checkout/{session.Id}/pay", new { bankAccount = Good });
        var charge = (string)(await started.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
        var again = await sandbox.Http.PostAsJsonAsync($"/_sandbox/checkout/{session.Id}/pay", new { card = "4242424242424242" });
        (await sandbox.Http.PostAsJsonAsync($"/_sandbox/charges/{charge}/settle", new { outcome = "succeeded" })).EnsureSuccessStatusCode();
        Assert.That((int)again.StatusCode, Is.EqualTo(400));
        Assert.That((await ReadAsync(sandbox, session)).PaymentStatus, Is.EqualTo("paid"));
    }

    [Test]
    public async Task Page_OffersTheBankAccountOnlyWhereTheShopAllowsIt()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var cardOnly = await sandbox.SessionAsync();
        var refused = await PostBankAsync(sandbox, cardOnly, Good);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await sandbox.Http.GetStringAsync(cardOnly.Url), Does.Not.Contain("id=\"pay-bank\""));
            Assert.That(await sandbox.Http.GetStringAsync((await BankSessionAsync(sandbox)).Url), Does.Contain("id=\"pay-bank\""));
            Assert.That((int)refused.StatusCode, Is.EqualTo(404));
        }
    }

    [Test]
    public async Task Yen_AreChargedWithoutACent()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var session = await sandbox.SessionAsync(amount: 500, change: o => o.LineItems[0].PriceData.Currency = "jpy");
        await sandbox.SubmitCardAsync(session, "4242424242424242");
        var paid = await ReadAsync(sandbox, session);
        var tooSmall = Assert.ThrowsAsync<StripeException>(() => sandbox.SessionAsync(amount: 49, change: o => o.LineItems[0].PriceData.Currency = "jpy"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((paid.AmountTotal, paid.Currency), Is.EqualTo((500L, "jpy")));
            Assert.That((paid.PaymentIntent.LatestCharge.BalanceTransaction.Fee, paid.PaymentIntent.LatestCharge.BalanceTransaction.Currency), Is.EqualTo((45L, "jpy")), "2.9 % of ¥500 is ¥14.5, rounded to ¥15, and ¥30");
            Assert.That(tooSmall.StripeError.Code, Is.EqualTo("amount_too_small"));
            Assert.That(tooSmall.Message, Does.Contain("¥50"));
        }
    }

    private static async Task<Session> SubmittedAsync(RunningSandbox sandbox, string account)
    {
        var session = await BankSessionAsync(sandbox);
        var answer = await PostBankAsync(sandbox, session, account);
        Assert.That(answer.Headers.Location?.ToString(), Does.StartWith("https://shop.example/paid"));
        return session;
    }

    private static Task<Session> BankSessionAsync(RunningSandbox sandbox) =>
        sandbox.SessionAsync(change: o => o.AllowedPaymentMethodTypes = ["card", "us_bank_account"]);

    private static Task<HttpResponseMessage> PostBankAsync(RunningSandbox sandbox, Session session, string account) =>
        sandbox.Http.PostAsync($"/c/pay/{session.Id}/bank", new FormUrlEncodedContent(new Dictionary<string, string> { ["bankName"] = "Ada Buyer", ["bankAccount"] = account }));

    private static Task<Session> ReadAsync(RunningSandbox sandbox, Session session) =>
        new SessionService(sandbox.Stripe).GetAsync(session.Id, new SessionGetOptions { Expand = ["payment_intent.latest_charge.balance_transaction"] });
}
