using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Disputes;
using Stripe;
using Charge = Marketplace.StripeSandbox.Payments.Charge;
using Dispute = Stripe.Dispute;

namespace Marketplace.Tests.StripeSandbox;

internal sealed class DisputeTests
{
    private const string Fraudulent = "4000000000000259";
    private const string NotReceived = "4000000000002685";
    private const string Inquiry = "4000000000001976";
    private const string Warning = "4000000000005423";

    /// <summary>19.99 less the processing fee, as it stands pending after a payment.</summary>
    private const long Paid = 19_99 - 88;

    [TestCase(Fraudulent, "fraudulent")]
    [TestCase(NotReceived, "product_not_received")]
    public async Task DisputeCard_TakesAmountAndFeeAtOnce(string card, string reason)
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var dispute = await DisputedAsync(sandbox, card);
        var charge = await new ChargeService(sandbox.Stripe).GetAsync(dispute.ChargeId);
        var created = await sandbox.Receiver.WaitForAsync("charge.dispute.created");
        await sandbox.Receiver.WaitForAsync("charge.dispute.funds_withdrawn");
        var withdrawal = dispute.BalanceTransactions.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((dispute.Status, dispute.Reason, dispute.Amount, dispute.IsChargeRefundable), Is.EqualTo(("needs_response", reason, 19_99L, false)));
            Assert.That((withdrawal.Type, withdrawal.ReportingCategory, withdrawal.Amount, withdrawal.Fee, withdrawal.Net), Is.EqualTo(("adjustment", "dispute", -19_99L, 15_00L, -34_99L)));
            Assert.That(dispute.EvidenceDetails.DueBy, Is.EqualTo(new DateTime(2026, 3, 13, 23, 59, 59, DateTimeKind.Utc)));
            Assert.That((dispute.EvidenceDetails.HasEvidence, dispute.EvidenceDetails.PastDue), Is.EqualTo((false, false)));
            Assert.That(charge.Disputed, Is.True);
            Assert.That(((Dispute)created.Data.Object).BalanceTransactions, Is.Empty);
            Assert.That(await sandbox.BalanceAsync(), Is.EqualTo((-34_99L, Paid)));
        }
    }

    [Test]
    public async Task Evidence_Winning_BringsTheAmountBackButNotTheFee()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var dispute = await DisputedAsync(sandbox, Fraudulent);
        var won = await AnswerAsync(sandbox, dispute, "winning_evidence");
        var closed = await sandbox.Receiver.WaitForAsync("charge.dispute.closed");
        await sandbox.Receiver.WaitForAsync("charge.dispute.updated");
        await sandbox.Receiver.WaitForAsync("charge.dispute.funds_reinstated");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((won.Status, won.IsChargeRefundable, won.EvidenceDetails.SubmissionCount), Is.EqualTo(("won", true, 1L)));
            Assert.That(won.BalanceTransactions.Select(t => (t.ReportingCategory, t.Net)), Is.EqualTo(new[] { ("dispute", -34_99L), ("dispute_reversal", 19_99L) }));
            Assert.That(((Dispute)closed.Data.Object).Status, Is.EqualTo("won"));
            Assert.That(await sandbox.BalanceAsync(), Is.EqualTo((-15_00L, Paid)));
        }
    }

    [Test]
    public async Task Evidence_Losing_LeavesTheMoneyWithTheBuyer()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var dispute = await DisputedAsync(sandbox, Fraudulent);
        var lost = await AnswerAsync(sandbox, dispute, "losing_evidence");
        await sandbox.Receiver.WaitForAsync("charge.dispute.closed");
        var refusal = Assert.ThrowsAsync<StripeException>(() => new RefundService(sandbox.Stripe).CreateAsync(new RefundCreateOptions { Charge = dispute.ChargeId }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lost.Status, Is.EqualTo("lost"));
            Assert.That(refusal.StripeError.Code, Is.EqualTo("charge_disputed"));
            Assert.That(await sandbox.BalanceAsync(), Is.EqualTo((-34_99L, Paid)));
            Assert.That(() => AnswerAsync(sandbox, dispute, "winning_evidence"), Throws.InstanceOf<StripeException>());
        }
    }

    [Test]
    public async Task Evidence_KeptThenSubmitted_WaitsForTheBank()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var dispute = await DisputedAsync(sandbox, NotReceived);
        var file = await new FileService(sandbox.Stripe).CreateAsync(new FileCreateOptions { File = new MultipartFileContent { Data = new MemoryStream(Encoding.ASCII.GetBytes("%PDF-1.4 receipt")), Name = "receipt.pdf", Type = "application/pdf" }, Purpose = "dispute_evidence" });
        var service = new DisputeService(sandbox.Stripe);
        var kept = await service.UpdateAsync(dispute.Id, new DisputeUpdateOptions { Submit = false, Evidence = new DisputeEvidenceOptions { Receipt = file.Id, CustomerName = "Ada" }, Metadata = new Dictionary<string, string> { ["order"] = "7" } });
        var sent = await service.UpdateAsync(dispute.Id, new DisputeUpdateOptions { Submit = true });
        await sandbox.JumpAsync(TimeSpan.FromDays(30));
        var waiting = await service.GetAsync(dispute.Id);
        var decided = await sandbox.Http.PostAsJsonAsync($"/_sandbox/disputes/{dispute.Id}/decide", new { outcome = "lost" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That((kept.Status, kept.EvidenceDetails.HasEvidence, kept.EvidenceDetails.SubmissionCount, kept.Metadata["order"]), Is.EqualTo(("needs_response", true, 0L, "7")));
            Assert.That((sent.Status, sent.Evidence.ReceiptId, sent.Evidence.CustomerName), Is.EqualTo(("under_review", file.Id, "Ada")));
            Assert.That(waiting.Status, Is.EqualTo("under_review"));
            Assert.That((string?)(await decided.Content.ReadFromJsonAsync<JsonNode>())!["status"], Is.EqualTo("lost"));
        }
    }

    [Test]
    public async Task Dispute_AcceptedOrNeverAnswered_IsLost()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var service = new DisputeService(sandbox.Stripe);
        var accepted = await service.CloseAsync((await DisputedAsync(sandbox, Fraudulent)).Id);
        var ignored = await DisputedAsync(sandbox, NotReceived);
        await sandbox.JumpAsync(TimeSpan.FromDays(9));
        var onTheLastDay = await service.GetAsync(ignored.Id);
        await sandbox.JumpAsync(TimeSpan.FromDays(1));
        var after = await service.GetAsync(ignored.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((accepted.Status, onTheLastDay.Status, after.Status, after.EvidenceDetails.PastDue), Is.EqualTo(("lost", "needs_response", "lost", true)));
            Assert.That(() => service.CloseAsync(accepted.Id), Throws.InstanceOf<StripeException>());
        }
    }

    [Test]
    public async Task Inquiry_MovesNoMoneyUntilItEscalates()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var inquiry = await DisputedAsync(sandbox, Inquiry);
        var before = await sandbox.BalanceAsync();
        var escalated = await AnswerAsync(sandbox, inquiry, "escalate_inquiry_evidence");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((inquiry.Status, inquiry.IsChargeRefundable, inquiry.BalanceTransactions.Count), Is.EqualTo(("warning_needs_response", true, 0)));
            Assert.That(before, Is.EqualTo((0L, Paid)));
            Assert.That((escalated.Id, escalated.Status), Is.EqualTo((inquiry.Id, "needs_response")));
            Assert.That(await sandbox.BalanceAsync(), Is.EqualTo((-34_99L, Paid)));
        }
    }

    [Test]
    public async Task Inquiry_Refunded_IsClosed()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var inquiry = await DisputedAsync(sandbox, Inquiry);
        await new RefundService(sandbox.Stripe).CreateAsync(new RefundCreateOptions { Charge = inquiry.ChargeId });
        Assert.That((await new DisputeService(sandbox.Stripe).GetAsync(inquiry.Id)).Status, Is.EqualTo("warning_closed"));
    }

    [Test]
    public async Task Inquiry_After120Days_IsClosed()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var inquiry = await DisputedAsync(sandbox, Inquiry);
        await sandbox.JumpAsync(TimeSpan.FromDays(119));
        var before = await new DisputeService(sandbox.Stripe).GetAsync(inquiry.Id);
        await sandbox.JumpAsync(TimeSpan.FromDays(1));
        Assert.That((before.Status, (await new DisputeService(sandbox.Stripe).GetAsync(inquiry.Id)).Status), Is.EqualTo(("warning_needs_response", "warning_closed")));
    }

    [Test]
    public async Task FraudWarning_IsActionableUntilTheRefund()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var charge = (await sandbox.PaidSessionAsync(card: Warning)).PaymentIntent.LatestChargeId;
        var service = new Stripe.Radar.EarlyFraudWarningService(sandbox.Stripe);
        var warning = (await service.ListAsync(new Stripe.Radar.EarlyFraudWarningListOptions { Charge = charge })).Single();
        await sandbox.Receiver.WaitForAsync("radar.early_fraud_warning.created");
        await new RefundService(sandbox.Stripe).CreateAsync(new RefundCreateOptions { Charge = charge });
        var after = await service.GetAsync(warning.Id);
        await sandbox.Receiver.WaitForAsync("radar.early_fraud_warning.updated");
        Assert.That((warning.Actionable, warning.FraudType, after.Actionable), Is.EqualTo((true, "unauthorized_use_of_card", false)));
    }

    [Test]
    public async Task Dispute_OpenedByHand_MayBePartial()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var charge = (await sandbox.PaidSessionAsync()).PaymentIntent.LatestChargeId;
        await new RefundService(sandbox.Stripe).CreateAsync(new RefundCreateOptions { Charge = charge, Amount = 4_99 });
        var opened = await sandbox.Http.PostAsJsonAsync("/_sandbox/disputes", new { charge, amount = 10_00, reason = "duplicate" });
        var tooMuch = await sandbox.Http.PostAsJsonAsync("/_sandbox/disputes", new { charge, amount = 5_01 });
        var rest = await sandbox.ActAsync(scope => DisputeActions.Open(scope, scope.Find<Charge>(charge)!, new DisputeOpening()));
        var body = await opened.Content.ReadFromJsonAsync<JsonNode>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(((long?)body!["amount"], (string?)body["reason"]), Is.EqualTo((10_00L, "duplicate")));
            Assert.That((int)tooMuch.StatusCode, Is.EqualTo(400));
            Assert.That(rest.Amount, Is.EqualTo(5_00));
            Assert.That((await sandbox.BalanceAsync()).Available, Is.EqualTo(-45_00));
        }
    }

    [Test]
    public async Task Disputes_AreListedByChargeAndPaymentIntent()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var first = await DisputedAsync(sandbox, Fraudulent);
        var second = await DisputedAsync(sandbox, NotReceived);
        var service = new DisputeService(sandbox.Stripe);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await service.ListAsync()).Select(d => d.Id), Is.EqualTo(new[] { second.Id, first.Id }));
            Assert.That((await service.ListAsync(new DisputeListOptions { PaymentIntent = first.PaymentIntentId })).Single().Id, Is.EqualTo(first.Id));
        }
    }

    [Test]
    public async Task File_OfAnotherKind_IsRefused()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var service = new FileService(sandbox.Stripe);
        var (status, body, _) = await sandbox.CallAsync(HttpMethod.Post, "/v1/files", "purpose=dispute_evidence&file=x");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => service.CreateAsync(new FileCreateOptions { File = new MultipartFileContent { Data = new MemoryStream("MZ program"u8.ToArray()), Name = "receipt.pdf", Type = "application/pdf" }, Purpose = "dispute_evidence" }), Throws.InstanceOf<StripeException>());
            Assert.That((status, (string?)body["error"]!["param"]), Is.EqualTo((400, "file")));
        }
    }

    [Test]
    public async Task File_CanBeReadBack()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var content = Encoding.ASCII.GetBytes("%PDF-1.4 proof of delivery");
        var created = await new FileService(sandbox.Stripe).CreateAsync(new FileCreateOptions { File = new MultipartFileContent { Data = new MemoryStream(content), Name = "receipt.pdf", Type = "application/pdf" }, Purpose = "dispute_evidence" });
        var file = await new FileService(sandbox.Stripe).GetAsync(created.Id);
        Assert.That((file.Type, file.Size, file.Purpose), Is.EqualTo(("pdf", (long)content.Length, "dispute_evidence")));
        Assert.That(await sandbox.Http.GetByteArrayAsync(file.Url), Is.EqualTo(content));
    }

    private static async Task<Dispute> DisputedAsync(RunningSandbox sandbox, string card)
    {
        var charge = (await sandbox.PaidSessionAsync(card: card)).PaymentIntent.LatestChargeId;
        return (await new DisputeService(sandbox.Stripe).ListAsync(new DisputeListOptions { Charge = charge })).Single();
    }

    private static Task<Dispute> AnswerAsync(RunningSandbox sandbox, Dispute dispute, string text) =>
        new DisputeService(sandbox.Stripe).UpdateAsync(dispute.Id, new DisputeUpdateOptions { Evidence = new DisputeEvidenceOptions { UncategorizedText = text } });
}
