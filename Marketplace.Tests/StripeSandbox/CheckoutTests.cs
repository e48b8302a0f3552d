using System.Net;
using Stripe;
using Stripe.Checkout;

namespace Marketplace.Tests.StripeSandbox;

internal sealed class CheckoutTests
{
    private const string GoodCard = "4242424242424242";
    private const string DeclinedCard = "4000000000000002";
    private const string SecureCard = "4000002500003155";

    [Test]
    public async Task PaymentPage_ShowsTheOrderAndLabelsItsFields()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var session = await sandbox.SessionAsync(change: o => o.CustomerEmail = null);
        var page = await sandbox.Http.GetStringAsync(session.Url);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Does.Contain("Starter &lt;kit&gt;").And.Contain("Source &amp; docs").And.Contain("Sandbox: no real money"));
            Assert.That(page, Does.Contain("href=\"https://shop.example/cart\"").And.Contain("<button id=\"pay\""));
            foreach (var field in new[] { "email", "cardNumber", "cardExpiry", "cardCvc", "cardName" })
            {
                Assert.That(page, Does.Contain($"<label for=\"{field}\">").And.Contain($"id=\"{field}\" name=\"{field}\""));
            }
        }
    }

    [Test]
    public async Task Payment_WithAGoodCard_BooksTheChargeAndItsFee()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var session = await sandbox.SessionAsync();
        var answer = await sandbox.SubmitCardAsync(session, GoodCard);
        var paid = await new SessionService(sandbox.Stripe).GetAsync(session.Id, new SessionGetOptions { Expand = ["payment_intent.latest_charge.balance_transaction", "line_items"] });
        var charge = paid.PaymentIntent.LatestCharge;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Headers.Location?.ToString(), Is.EqualTo($"https://shop.example/paid?session={session.Id}"));
            Assert.That((paid.Status, paid.PaymentStatus, paid.Url), Is.EqualTo(("complete", "paid", (string?)null)));
            Assert.That(paid.PaymentIntent.Metadata["order"], Is.EqualTo("ORDER-1"));
            Assert.That((charge.Amount, charge.Paid, charge.TransferGroup), Is.EqualTo((19_99L, true, "ORDER-1")));
            Assert.That((charge.BalanceTransaction.Fee, charge.BalanceTransaction.Net, charge.BalanceTransaction.Status), Is.EqualTo((88L, 19_11L, "pending")));
            Assert.That(charge.BalanceTransaction.AvailableOn, Is.EqualTo(RunningSandbox.Start.UtcDateTime.AddDays(2)));
            Assert.That(charge.PaymentMethodDetails.Card.Last4, Is.EqualTo("4242"));
            Assert.That(paid.LineItems.Single().Description, Is.EqualTo("Starter <kit>"));
        }
    }

    [Test]
    public async Task Payment_Succeeded_TellsTheShopOfChargeIntentAndSession()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var paid = await sandbox.PaidSessionAsync();
        var completed = await sandbox.Receiver.WaitForAsync("checkout.session.completed");
        var types = sandbox.Receiver.All.Select(r => r.Event().Type);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(((Session)completed.Data.Object).Id, Is.EqualTo(paid.Id));
            Assert.That(completed.Account, Is.Null);
            Assert.That(types, Is.EqualTo(new[] { "payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "checkout.session.completed" }));
        }
    }

    [Test]
    public async Task Payment_SubmittedAgain_ChargesOnceAndLeadsToTheShop()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var session = await sandbox.SessionAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => sandbox.SubmitCardAsync(session, GoodCard)));
        var charges = await new ChargeService(sandbox.Stripe).ListAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Select(a => a.Headers.Location?.Host), Is.All.EqualTo("shop.example"));
            Assert.That(charges, Has.Exactly(1).Items);
            Assert.That(await sandbox.Http.GetStringAsync(session.Url), Does.Contain("This payment is complete"));
        }
    }

    [TestCase(DeclinedCard, "Your card was declined.", "card_declined", "generic_decline")]
    [TestCase("4000000000009995", "insufficient funds", "card_declined", "insufficient_funds")]
    [TestCase("4000000000000069", "Your card is expired.", "expired_card", null)]
    [TestCase("4000000000000127", "security code is incorrect", "incorrect_cvc", null)]
    [TestCase("5555555555554444", "test cards only", "card_declined", "test_mode_live_card")]
    public async Task Payment_RefusedByTheBank_SaysWhyAndChargesNothing(string card, string message, string code, string? declineCode)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var session = await sandbox.SessionAsync();
        var answer = await sandbox.SubmitCardAsync(session, card);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        var intent = (await new SessionService(sandbox.Stripe).GetAsync(session.Id, new SessionGetOptions { Expand = ["payment_intent.latest_charge"] })).PaymentIntent;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.PaymentRequired));
            Assert.That(page, Does.Contain(message).And.Contain("role=\"alert\""));
            Assert.That((intent.Status, intent.LastPaymentError.Code, intent.LastPaymentError.DeclineCode), Is.EqualTo(("requires_payment_method", code, declineCode)));
            Assert.That((intent.LatestCharge.Status, intent.LatestCharge.FailureCode), Is.EqualTo(("failed", code)));
            Assert.That(await sandbox.BalanceAsync(), Is.EqualTo((0L, 0L)));
        }
    }

    [Test]
    public async Task Payment_DeclinedThenGood_IsPaidOnTheSameIntent()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var session = await sandbox.SessionAsync();
        await sandbox.SubmitCardAsync(session, DeclinedCard);
        Assert.That(await sandbox.Http.GetStringAsync(session.Url), Does.Contain("Your card was declined."));
        var answer = await sandbox.SubmitCardAsync(session, GoodCard);
        var intents = await new PaymentIntentService(sandbox.Stripe).ListAsync();
        var charges = await new ChargeService(sandbox.Stripe).ListAsync(new ChargeListOptions { PaymentIntent = intents.Single().Id });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Found));
            Assert.That((intents.Single().Status, intents.Single().LastPaymentError), Is.EqualTo(("succeeded", (StripeError?)null)));
            Assert.That(charges.Select(c => c.Status), Is.EqualTo(new[] { "succeeded", "failed" }));
        }
    }

    [Test]
    public async Task Payment_With3DSecure_IsPaidOnceTheBuyerConfirms()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var session = await sandbox.SessionAsync();
        var bank = (await sandbox.SubmitCardAsync(session, SecureCard)).Headers.Location!;
        var waiting = (await new PaymentIntentService(sandbox.Stripe).ListAsync()).Single();
        Assert.That(await sandbox.Http.GetStringAsync(bank), Does.Contain("id=\"complete\"").And.Contain("id=\"fail\""));
        var answer = await sandbox.Http.PostAsync(bank, new FormUrlEncodedContent(new Dictionary<string, string> { ["outcome"] = "complete" }));
        var intent = await new PaymentIntentService(sandbox.Stripe).GetAsync(waiting.Id, new PaymentIntentGetOptions { Expand = ["latest_charge"] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That((waiting.Status, waiting.NextAction.Type), Is.EqualTo(("requires_action", "redirect_to_url")));
            Assert.That(answer.Headers.Location?.Host, Is.EqualTo("shop.example"));
            Assert.That(intent.Status, Is.EqualTo("succeeded"));
            Assert.That(intent.LatestCharge.PaymentMethodDetails.Card.ThreeDSecure.Result, Is.EqualTo("authenticated"));
        }
    }

    [Test]
    public async Task Payment_3DSecureFailed_LetsTheBuyerTryAnotherCard()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var session = await sandbox.SessionAsync();
        var bank = (await sandbox.SubmitCardAsync(session, SecureCard)).Headers.Location!;
        var back = (await sandbox.Http.PostAsync(bank, new FormUrlEncodedContent(new Dictionary<string, string> { ["outcome"] = "fail" }))).Headers.Location!;
        var page = await sandbox.Http.GetStringAsync(back);
        var failed = await sandbox.Receiver.WaitForAsync("payment_intent.payment_failed");
        var answer = await sandbox.SubmitCardAsync(session, GoodCard);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Does.Contain("unable to authenticate"));
            Assert.That(((PaymentIntent)failed.Data.Object).LastPaymentError.Code, Is.EqualTo("payment_intent_authentication_failure"));
            Assert.That(answer.Headers.Location?.Host, Is.EqualTo("shop.example"));
        }
    }

    [Test]
    public async Task Payment_BadInput_IsMarkedAtTheFieldsAndTriesNothing()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var session = await sandbox.SessionAsync(change: o => o.CustomerEmail = null);
        var answer = await sandbox.Http.PostAsync($"/c/pay/{session.Id}", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["email"] = "nobody",
            ["cardNumber"] = "4242 4242 4242 4241",
            ["cardExpiry"] = "02 / 26",
            ["cardCvc"] = "1",
        }));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(page, Does.Contain("Your card number is invalid.").And.Contain("Your card's expiration date is in the past.").And.Contain("cardCvc-error").And.Contain("cardName-error").And.Contain("email-error"));
            Assert.That(await new PaymentIntentService(sandbox.Stripe).ListAsync(), Is.Empty);
        }
    }

    [Test]
    public async Task Session_PastItsTime_ExpiresAndTellsTheShop()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var session = await sandbox.SessionAsync(change: o => o.ExpiresAt = RunningSandbox.Start.UtcDateTime.AddHours(1));
        await sandbox.SubmitCardAsync(session, DeclinedCard);
        await sandbox.JumpAsync(TimeSpan.FromHours(1));
        var expired = await sandbox.Receiver.WaitForAsync("checkout.session.expired");
        var answer = await sandbox.SubmitCardAsync(session, GoodCard);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(((Session)expired.Data.Object).Status, Is.EqualTo("expired"));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Gone));
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("This payment page has expired"));
            Assert.That((await new PaymentIntentService(sandbox.Stripe).ListAsync()).Single().Status, Is.EqualTo("canceled"));
        }
    }

    [Test]
    public async Task Session_ExpiredByTheShop_CannotBeExpiredOrPaidAgain()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var service = new SessionService(sandbox.Stripe);
        var session = await sandbox.SessionAsync();
        var expired = await service.ExpireAsync(session.Id);
        Assert.That((expired.Status, expired.Url), Is.EqualTo(("expired", (string?)null)));
        Assert.That(() => service.ExpireAsync(session.Id), Throws.InstanceOf<StripeException>().With.Message.Contains("status of `expired`"));
        Assert.That((await sandbox.SubmitCardAsync(session, GoodCard)).StatusCode, Is.EqualTo(HttpStatusCode.Gone));
    }

    [Test]
    public async Task Session_BelowTheSmallestCharge_IsRefused()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var refusal = Assert.ThrowsAsync<StripeException>(() => sandbox.SessionAsync(amount: 49));
        Assert.That(refusal.StripeError.Code, Is.EqualTo("amount_too_small"));
    }

    [Test]
    public async Task Sessions_AreListedNewestFirstWithTheirLines()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var first = await sandbox.SessionAsync(group: "A");
        var second = await sandbox.SessionAsync(group: "B");
        var service = new SessionService(sandbox.Stripe);
        var list = await service.ListAsync(new SessionListOptions { Expand = ["data.line_items"] });
        var lines = await service.LineItems.ListAsync(first.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(list.Select(s => s.Id), Is.EqualTo(new[] { second.Id, first.Id }));
            Assert.That(list.Data[0].LineItems.Single().AmountTotal, Is.EqualTo(19_99));
            Assert.That(lines.Single().Price.UnitAmount, Is.EqualTo(19_99));
        }
    }
}
