using Marketplace.Core.Catalog;
using Marketplace.Core.Orders;

namespace Marketplace.Tests.Orders;

internal sealed class OrderLineTests
{
    private static readonly DateTimeOffset PaidAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset ReleaseAt = PaidAt.AddDays(7);

    [Test]
    public void MarkPaid_APendingOrder_SplitsTheRealProcessingFee()
    {
        var order = Paid(processingFee: 100, 1000, 500);
        Assert.That(order.Lines.Select(line => line.ProcessingFeeCents), Is.EqualTo(new long[] { 67, 33 }));
        Assert.That(order.Lines.Select(line => line.SellerAmountCents), Is.EqualTo(new long[] { 833, 417 }));
        Assert.That(order.Lines.Select(line => line.LicenseKey), Is.Unique.And.All.StartsWith("MKT-"));
    }

    [Test]
    public void MarkPaid_Twice_IsRefused() => Assert.That(() => Paid(0, 100).MarkPaid(PaidAt, 0, ReleaseAt), Throws.InvalidOperationException);

    [Test]
    public void Cancel_APaidOrder_IsRefused() => Assert.That(() => Paid(0, 100).Cancel(), Throws.InvalidOperationException);

    [Test]
    public void Release_BeforeItsTime_IsRefused() => Assert.That(() => Paid(0, 100).Lines[0].Release(ReleaseAt.AddSeconds(-1)), Throws.InvalidOperationException);

    [Test]
    public void Release_Twice_IsRefused()
    {
        var line = Paid(0, 100).Lines[0];
        line.Release(ReleaseAt);
        Assert.That(() => line.Release(ReleaseAt), Throws.InvalidOperationException);
    }

    [Test]
    public void PutIntoTransfer_Twice_IsRefused()
    {
        var line = Paid(0, 100).Lines[0];
        line.Release(ReleaseAt);
        line.PutIntoTransfer(Guid.NewGuid());
        Assert.That(() => line.PutIntoTransfer(Guid.NewGuid()), Throws.InvalidOperationException);
    }

    [Test]
    public void MarkTransferred_WithoutATransfer_IsRefused()
    {
        var line = Paid(0, 100).Lines[0];
        line.Release(ReleaseAt);
        Assert.That(line.MarkTransferred, Throws.InvalidOperationException);
    }

    [TestCase(OrderLineState.Pending, ExpectedResult = false)]
    [TestCase(OrderLineState.InEscrow, ExpectedResult = true)]
    [TestCase(OrderLineState.Released, ExpectedResult = true)]
    [TestCase(OrderLineState.Transferred, ExpectedResult = true)]
    [TestCase(OrderLineState.Refunded, ExpectedResult = false)]
    [TestCase(OrderLineState.Canceled, ExpectedResult = false)]
    public bool MayDownload_OnlyAPaidLine(OrderLineState state) => OrderPolicy.MayDownload(state);

    private static Order Paid(long processingFee, params long[] prices)
    {
        var order = new Order
        {
            Id = Guid.NewGuid(),
            Number = "MP-2026-000001",
            BuyerId = Guid.NewGuid(),
            BuyerEmail = "b@example.org",
            BuyerName = "B",
            Currency = "USD",
            TotalCents = prices.Sum(),
            CreatedAt = PaidAt,
        };
        order.Lines.AddRange(prices.Select((price, position) => new OrderLine
        {
            Id = Guid.NewGuid(),
            OrderId = order.Id,
            Position = position,
            ProductId = Guid.NewGuid(),
            SellerId = Guid.NewGuid(),
            BuyerId = order.BuyerId,
            Slug = "x",
            Title = "X",
            License = LicenseKind.Standard,
            Currency = "USD",
            PriceCents = price,
            PlatformFeePercent = 10,
            PlatformFeeCents = price / 10,
            ProcessingFeeCents = 0,
        }));
        order.MarkPaid(PaidAt, processingFee, ReleaseAt);
        return order;
    }
}
