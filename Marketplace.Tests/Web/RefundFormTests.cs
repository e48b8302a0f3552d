using Marketplace.Contracts.Http;
using Marketplace.Contracts.Refunds;
using Marketplace.Web.Refunds;

namespace Marketplace.Tests.Web;

internal sealed class RefundFormTests
{
    [Test]
    public void Form_WithLineAndAmount_IsThatRequest()
    {
        var line = Guid.NewGuid();
        var request = new RefundForm { Line = line.ToString(), Amount = " 5,00 ", Reason = " It does not start. " }.ToRequest("EUR");
        Assert.That(request, Is.EqualTo(new RefundRequest { LineId = line, Amount = new MoneyView(5_00, "EUR"), Reason = "It does not start." }));
    }

    [TestCase(null)]
    [TestCase("")]
    public void Form_WithoutLineAndAmount_AsksForAllThatRemains(string? empty)
    {
        var request = new RefundForm { Line = empty, Amount = empty, Reason = "Bought twice" }.ToRequest("USD");
        Assert.That(request, Is.EqualTo(new RefundRequest { Reason = "Bought twice" }));
    }

    [TestCase("5.001")]
    [TestCase("-5")]
    [TestCase("all")]
    public void Form_WithAnAmountThatIsNone_IsNoRequest(string amount) =>
        Assert.That(new RefundForm { Amount = amount, Reason = "Bought twice" }.ToRequest("USD"), Is.Null);

    [Test]
    public void EveryState_IsToldToEverybody([Values] RefundStatus status, [Values] RefundViewer viewer)
    {
        var nothing = new MoneyView(0, "USD");
        var refund = new RefundView(Guid.NewGuid(), Guid.NewGuid(), "MP-2026-000001", status, nothing, "buyer", "Why", null, null, [], DateTimeOffset.UnixEpoch, null, CanDecide: false);
        Assert.That(RefundWords.Next(refund, viewer), Is.Not.Empty);
    }
}
