using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Payments;
using Stripe;
using Refund = Stripe.Refund;

namespace Marketplace.Tests.StripeSandbox;

/// <summary>Refunds that pend, fail, or are refused.</summary>
internal sealed class RefundTurnTests
{
    private const string PendingCard = "4000000000007726";
    private const string FailingCard = "4000000000005126";

    [Test]
    public async Task Refund_ToAPendingCard_SucceedsLater()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var charge = (await sandbox.PaidSessionAsync(card: PendingCard)).PaymentIntent.LatestChargeId;
        var service = new RefundService(sandbox.Stripe);
        var refund = await service.CreateAsync(new RefundCreateOptions { Charge = charge, Amount = 5_00 });
        await sandbox.JumpAsync(RefundTurns.Delay);
        var after = await service.GetAsync(refund.Id);
        var told = await sandbox.Receiver.WaitForAsync("refund.updated");
        await sandbox.Receiver.WaitForAsync("charge.refund.updated");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((refund.Status, refund.PendingReason), Is.EqualTo(("pending", "processing")));
            Assert.That((after.Status, after.PendingReason), Is.EqualTo(("succeeded", (string?)null)));
            Assert.That(((Refund)told.Data.Object).Status, Is.EqualTo("succeeded"));
            Assert.That(await sandbox.BalanceAsync(), Is.EqualTo((0L, 19_99 - 88 - 5_00L)));
        }
    }

    [Test]
    public async Task Refund_ToAFailingCard_BringsTheMoneyBack()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var charge = (await sandbox.PaidSessionAsync(card: FailingCard)).PaymentIntent.LatestChargeId;
        var service = new RefundService(sandbox.Stripe);
        var refund = await service.CreateAsync(new RefundCreateOptions { Charge = charge });
        var between = await new ChargeService(sandbox.Stripe).GetAsync(charge);
        await sandbox.JumpAsync(RefundTurns.Delay);
        var failed = await service.GetAsync(refund.Id, new RefundGetOptions { Expand = ["failure_balance_transaction"] });
        var after = await new ChargeService(sandbox.Stripe).GetAsync(charge);
        await sandbox.Receiver.WaitForAsync("refund.failed");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((refund.Status, between.AmountRefunded, between.Refunded), Is.EqualTo(("succeeded", 19_99L, true)));
            Assert.That((failed.Status, failed.FailureReason), Is.EqualTo(("failed", "expired_or_canceled_card")));
            Assert.That((failed.FailureBalanceTransaction.Type, failed.FailureBalanceTransaction.Amount), Is.EqualTo(("refund_failure", 19_99L)));
            Assert.That((after.AmountRefunded, after.Refunded), Is.EqualTo((0L, false)));
            Assert.That(await sandbox.BalanceAsync(), Is.EqualTo((0L, 19_99 - 88L)));
        }
    }

    [Test]
    public async Task Refund_TurnedByHand_FailsOnce()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var charge = (await sandbox.PaidSessionAsync()).PaymentIntent.LatestChargeId;
        var refund = await new RefundService(sandbox.Stripe).CreateAsync(new RefundCreateOptions { Charge = charge, Amount = 3_00 });
        var failed = await sandbox.Http.PostAsJsonAsync($"/_sandbox/refunds/{refund.Id}/turn", new { outcome = "failed", reason = "lost_or_stolen_card" });
        var again = await sandbox.Http.PostAsJsonAsync($"/_sandbox/refunds/{refund.Id}/turn", new { outcome = "failed" });
        var body = await failed.Content.ReadFromJsonAsync<JsonNode>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(((string?)body!["status"], (string?)body["failure_reason"]), Is.EqualTo(("failed", "lost_or_stolen_card")));
            Assert.That((int)again.StatusCode, Is.EqualTo(400));
            Assert.That((await new ChargeService(sandbox.Stripe).GetAsync(charge)).AmountRefunded, Is.Zero);
        }
    }

    [Test]
    public async Task Refund_Pending_CanBeTakenBackByHandOnly()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var charge = (await sandbox.PaidSessionAsync(card: PendingCard)).PaymentIntent.LatestChargeId;
        var service = new RefundService(sandbox.Stripe);
        var refund = await service.CreateAsync(new RefundCreateOptions { Charge = charge });
        Assert.That(() => service.CancelAsync(refund.Id), Throws.InstanceOf<StripeException>().With.Message.Contains("requires_action"));
        await sandbox.ActAsync(scope => RefundTurns.Cancel(scope, scope.Find<Marketplace.StripeSandbox.Payments.Refund>(refund.Id)!));
        await sandbox.JumpAsync(RefundTurns.Delay);
        Assert.That((await service.GetAsync(refund.Id)).Status, Is.EqualTo("canceled"));
        Assert.That(await sandbox.BalanceAsync(), Is.EqualTo((0L, 19_99 - 88L)));
    }

    [Test]
    public async Task Refund_Updated_MergesMetadataAndSaysSo()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var charge = (await sandbox.PaidSessionAsync()).PaymentIntent.LatestChargeId;
        var service = new RefundService(sandbox.Stripe);
        var refund = await service.CreateAsync(new RefundCreateOptions { Charge = charge, Amount = 1_00, Metadata = new Dictionary<string, string> { ["a"] = "1" } });
        var updated = await service.UpdateAsync(refund.Id, new RefundUpdateOptions { Metadata = new Dictionary<string, string> { ["b"] = "2" } });
        await sandbox.Receiver.WaitForAsync("charge.refund.updated");
        Assert.That(updated.Metadata, Is.EqualTo(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }));
    }

    [Test]
    public async Task Refund_OfADisputedCharge_IsRefusedUntilItIsWon()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var charge = (await sandbox.PaidSessionAsync(card: "4000000000000259")).PaymentIntent.LatestChargeId;
        var service = new RefundService(sandbox.Stripe);
        var refusal = Assert.ThrowsAsync<StripeException>(() => service.CreateAsync(new RefundCreateOptions { Charge = charge, Amount = 1_00 }));
        var dispute = (await new DisputeService(sandbox.Stripe).ListAsync(new DisputeListOptions { Charge = charge })).Single();
        await sandbox.Http.PostAsJsonAsync($"/_sandbox/disputes/{dispute.Id}/decide", new { outcome = "won" });
        var refund = await service.CreateAsync(new RefundCreateOptions { Charge = charge, Amount = 1_00 });
        Assert.That(refusal.StripeError.Code, Is.EqualTo("charge_disputed"));
        Assert.That(refund.Status, Is.EqualTo("succeeded"));
    }
}
