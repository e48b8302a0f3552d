using Marketplace.Core.Ledger;
using Marketplace.Core.Orders;
using Marketplace.Core.Payments;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Payments;

/// <summary>A bank debit: the page is done at once, the money comes or fails four days later. Nothing is sold until it is there.</summary>
internal sealed class DelayedPaymentTests
{
    private const string Clears = "000123456789";
    private const string Fails = "000111111116";
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync() => market = await Market.OpenAsync();

    [TearDown]
    public async Task CloseAsync()
    {
        await market.AssertBooksAsync();
        await market.DisposeAsync();
    }

    [Test]
    public async Task ABankDebitThatClears_IsASaleFromThatDay()
    {
        var (seller, orderId) = await PayByBankAsync(Clears);
        Assert.That(await market.SettleAsync(orderId), Is.EqualTo(PaymentState.Processing));
        Assert.That((await market.OrderAsync(orderId)).State, Is.EqualTo(OrderState.Pending), "no download yet");
        Assert.That(await market.TotalAsync(LedgerAccounts.StripeClearing), Is.Zero);
        await market.PassAsync(TimeSpan.FromDays(5));
        await market.DeliverEventsAsync(times: 2);
        var order = await market.OrderAsync(orderId);
        Assert.That(order.State, Is.EqualTo(OrderState.Paid));
        Assert.That((await market.FundsAsync(seller)).EscrowCents, Is.EqualTo(order.Lines[0].SellerAmountCents));
        Assert.That(order.PaidAt, Is.GreaterThan(market.Clock.GetUtcNow() - TimeSpan.FromDays(2)), "the holding period starts when the money is there");
        await market.PassAsync(TimeSpan.FromDays(3));
        Assert.That(await market.ReleaseAsync(), Is.Zero);
        await market.PassAsync(TimeSpan.FromDays(4));
        Assert.That(await market.ReleaseAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task ABankDebitThatFails_CancelsTheOrder_AndNothingIsBooked()
    {
        var (_, orderId) = await PayByBankAsync(Fails);
        await market.SettleAsync(orderId);
        await market.PassAsync(TimeSpan.FromDays(5));
        await market.DeliverEventsAsync();
        Assert.That((await market.OrderAsync(orderId)).State, Is.EqualTo(OrderState.Canceled));
        Assert.That(await market.SettleAsync(orderId), Is.EqualTo(PaymentState.Failed));
        Assert.That(await market.TotalAsync(LedgerAccounts.StripeClearing), Is.Zero);
    }

    [Test]
    public async Task ABankDebitWhoseWebhooksAreLost_IsFoundByTheSweep()
    {
        var (seller, orderId) = await PayByBankAsync(Clears);
        await SweepAsync();
        await market.PassAsync(TimeSpan.FromDays(5));
        await SweepAsync();
        Assert.That((await market.OrderAsync(orderId)).State, Is.EqualTo(OrderState.Paid));
        Assert.That((await market.FundsAsync(seller)).EscrowCents, Is.Positive);
    }

    [Test]
    public async Task WhileABankDebitHasNotCleared_TheSameProductIsNotSoldAgain_AndAfterItFailedItIs()
    {
        var (_, orderId) = await PayByBankAsync(Fails);
        var order = await market.OrderAsync(orderId);
        var buyer = new CheckoutBuyer(order.BuyerId, order.BuyerEmail, order.BuyerName);
        Assert.That((await market.CheckoutAsync(buyer, "second tab")).Error?.Code, Is.EqualTo("cart.payment_under_way"), "also before any webhook or sweep");
        Assert.That((await market.CheckoutAsync(buyer, "and again")).Error?.Code, Is.EqualTo("cart.payment_under_way"));
        await market.PassAsync(TimeSpan.FromDays(5));
        await SweepAsync();
        Assert.That((await market.CheckoutAsync(buyer, "another card")).IsOk);
    }

    private Task<int> SweepAsync() => market.WithAsync((SweepPayments sweep) => sweep.ExecuteAsync(CancellationToken.None));

    private async Task<(Guid Seller, Guid OrderId)> PayByBankAsync(string account)
    {
        var seller = await market.SellerAsync();
        var buyer = await market.BuyerAsync();
        await market.PutInCartAsync(buyer, await market.ProductAsync(seller, 19_99));
        var checkout = (await market.CheckoutAsync(buyer, "k")).Value!;
        await market.PayByBankAsync(checkout.OrderId, account);
        await market.PassAsync(TimeSpan.FromMinutes(20));
        return (seller, checkout.OrderId);
    }
}
