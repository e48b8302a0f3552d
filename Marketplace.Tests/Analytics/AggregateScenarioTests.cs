using Marketplace.Api.Selling;
using Marketplace.Core.Analytics;
using Marketplace.Core.Catalog;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Payments;
using Marketplace.StripeSandbox.Disputes;
using Marketplace.StripeSandbox.Payments;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Order = Marketplace.Core.Orders.Order;
using StripeDispute = Marketplace.StripeSandbox.Disputes.Dispute;

namespace Marketplace.Tests.Analytics;

/// <summary>That daily sales and customers are what orders and ledger say, to the cent. $19.99 is 2.00 platform, 0.88 processing, 17.11 seller.</summary>
internal sealed class AggregateScenarioTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private Market market = null!;
    private Guid seller;
    private Product product = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        market = await Market.OpenAsync();
        seller = await market.SellerAsync();
        product = await market.ProductAsync(seller, 19_99);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await market.AssertBooksAsync();
        await market.DisposeAsync();
    }

    [Test]
    public async Task ASaleInParts_Refunded_StandsOnItsDays_ToTheCent()
    {
        var order = await BuyAsync("DE");
        await market.WorkAsync();
        var sold = await CellAsync(market.Clock.GetUtcNow());
        Assert.That(
            (sold.Units, sold.Country, sold.PriceCents, sold.DiscountCents, sold.TaxCents, sold.PlatformFeeCents, sold.SellerCents + sold.ProcessingFeeCents),
            Is.EqualTo((1L, "DE", 19_99L, 0L, 3_80L, 2_00L, 17_99L)));

        await market.PassAsync(new TimeSpan(1, 0, 0, 0));
        await market.RefundAsync(order, cents: 5_00, line: 0);
        await market.RefundAsync(order, cents: 7_01, line: 0);
        await market.WorkAsync();
        var parts = await CellAsync(market.Clock.GetUtcNow());
        var line = (await market.OrderAsync(order.Id)).Lines[0];
        var given = RefundPolicy.Cumulative(line, 12_01);
        Assert.That((parts.Units, parts.Refunds, parts.RefundedCents), Is.EqualTo((0L, 2L, 12_01L)));
        Assert.That((parts.RefundedTaxCents, parts.RefundedPlatformFeeCents, parts.RefundedSellerCents), Is.EqualTo((given.TaxCents, given.PlatformFeeCents, given.SellerCents)));
        Assert.That((await CellAsync(market.Clock.GetUtcNow() - new TimeSpan(1, 0, 0, 0))).Refunds, Is.Zero, "the sale's day keeps what it was");
        var customer = await market.ReadAsync(db => db.SellerCustomers.SingleAsync());
        Assert.That((customer.Orders, customer.Purchases, customer.SpentCents, customer.RefundedCents, customer.Country), Is.EqualTo((1L, 1L, 19_99L, 12_01L - given.TaxCents, "DE")));
        await AssertRightAsync();
    }

    [Test]
    public async Task ARefundThatTheBankReturns_IsTakenBackOnTheDayItReturns()
    {
        var order = await market.PaidOrderAsync(Market.RefundsFailLaterCard, await market.BuyerAsync(), product);
        await market.RefundAsync(order);
        await market.WorkAsync();
        Assert.That((await CellAsync(market.Clock.GetUtcNow())).RefundedSellerCents, Is.EqualTo(17_11));
        await market.PassAsync(new TimeSpan(1, 0, 0, 0));
        await market.DeliverEventsAsync(times: 2);
        var returned = await CellAsync(market.Clock.GetUtcNow());
        Assert.That((returned.Refunds, returned.RefundedCents, returned.RefundedSellerCents), Is.EqualTo((-1L, -19_99L, -17_11L)));
        await AssertRightAsync();
    }

    [TestCase("won")]
    [TestCase("lost")]
    public async Task ADispute_AfterAPartialRefund_IsWhatTheLedgerHolds(string outcome)
    {
        var order = await market.PaidOrderAsync(await market.BuyerAsync(), product, await market.ProductAsync(seller, 5_00));
        await market.RefundAsync(order, cents: 3_33, line: 0);
        var charge = await market.ChargeAsync(order.Id);
        var dispute = await market.AtStripeAsync(scope => DisputeActions.Open(scope, scope.Find<Charge>(charge)!, new DisputeOpening(null)).Id);
        await market.DeliverEventsAsync(times: 2);
        await AssertRightAsync();
        await market.PassAsync(new TimeSpan(2, 0, 0, 0));
        await market.AtStripeAsync(scope => DisputeActions.Decide(scope, scope.Find<StripeDispute>(dispute)!, outcome).Id);
        await market.DeliverEventsAsync(times: 3, isReversed: true);
        var cells = await market.ReadAsync(db => db.DailySales.AsNoTracking().ToListAsync());
        Assert.That((cells.Sum(cell => cell.DisputesOpened), cells.Sum(cell => cell.DisputesWon), cells.Sum(cell => cell.DisputesLost)), Is.EqualTo(outcome == "won" ? (2L, 2L, 0L) : (2L, 0L, 2L)));
        Assert.That(cells.Sum(cell => cell.RefundedCents), Is.EqualTo(outcome == "won" ? 3_33 : 24_99));
        await AssertRightAsync();
    }

    [Test]
    public async Task TheSameNews_ThriceBackwardsAndByManyWorkersAtOnce_CountsOnce()
    {
        var orders = new List<Order>();
        for (var count = 0; count < 4; count++)
        {
            orders.Add(await market.PaidOrderAsync(await market.BuyerAsync(), product));
        }

        await market.RefundAsync(orders[0]);
        await market.RefundAsync(orders[1], cents: 1_00);
        var refunds = await market.ReadAsync(db => db.Refunds.Select(refund => refund.Id).ToListAsync());
        var news = orders.Select(order => (MovementKind.Sale, order.Id)).Concat(refunds.Select(id => (MovementKind.Refund, id))).Reverse().ToList();
        var counted = await Task.WhenAll(Enumerable.Repeat(news, 3).SelectMany(all => all)
            .Select(movement => market.WithAsync((CountMovement count) => count.ExecuteAsync(movement.Item1, movement.Item2, None))));
        Assert.That(counted.Count(isNew => isNew), Is.EqualTo(news.Count));
        await market.WorkAsync();
        var cell = await CellAsync(market.Clock.GetUtcNow());
        Assert.That((cell.Units, cell.Refunds, cell.RefundedCents), Is.EqualTo((4L, 2L, 20_99L)));
        await AssertRightAsync();
    }

    [Test]
    public async Task FreeProducts_AreSoldForNothing_AndCountedAllTheSame()
    {
        var free = await market.ProductAsync(seller, 0);
        var buyer = await market.BuyerAsync();
        await market.PutInCartAsync(buyer, free);
        Assert.That((await market.CheckoutAsync(buyer, "free")).IsOk);
        await market.WorkAsync();
        var cell = await CellAsync(market.Clock.GetUtcNow());
        Assert.That((cell.Units, cell.PriceCents, cell.SellerCents), Is.EqualTo((1L, 0L, 0L)));
        Assert.That((await market.ReadAsync(db => db.SellerCustomers.SingleAsync())).Purchases, Is.EqualTo(1));
        await AssertRightAsync();
    }

    [Test]
    public async Task AnEditedCell_AForgottenSale_AndAWrongCustomer_AreFoundAndMended()
    {
        await BuyAsync("DE");
        await market.WorkAsync();
        await market.ReadAsync(db => db.Database.ExecuteSqlAsync($"update analytics.daily_sales set seller_cents = seller_cents + 1"));
        var findings = await CheckAsync();
        Assert.That((findings.IsOk, findings.WrongCells), Is.EqualTo((false, 1)));
        await AssertRightAsync();

        await market.ReadAsync(db => db.Database.ExecuteSqlAsync($"update analytics.customers set spent_cents = 1"));
        Assert.That((await CheckAsync()).WrongCustomers, Is.EqualTo(1));
        await market.ReadAsync(db => db.Database.ExecuteSqlAsync($"delete from analytics.customers"));
        Assert.That((await CheckAsync()).WrongCustomers, Is.EqualTo(1));

        // As if its message had been lost: not counted, and not in the sums.
        await market.ReadAsync(db => db.Database.ExecuteSqlAsync($"delete from analytics.counted_events; delete from analytics.daily_sales"));
        await market.PassAsync(AnalyticsPolicy.CountWithin + TimeSpan.FromMinutes(1));
        Assert.That((await CheckAsync()).Forgotten, Is.EqualTo(1));
        await AssertRightAsync();
        Assert.That(await market.ReadAsync(db => db.AggregateChecks.Select(check => check.IsOk).SingleAsync()));
    }

    [Test]
    public async Task WhileEverythingIsRebuilt_SalesGoOn_AndNoneIsLostOrDoubled()
    {
        for (var count = 0; count < 3; count++)
        {
            await market.PaidOrderAsync(await market.BuyerAsync(), product);
        }

        var rebuilds = Enumerable.Range(0, 4).Select(_ => market.WithAsync(async (RebuildAggregates rebuild) =>
        {
            await rebuild.ExecuteAsync(None);
            return true;
        }));
        await Task.WhenAll([.. rebuilds, .. Enumerable.Range(0, 3).Select(_ => market.WorkAsync())]);
        Assert.That((await CellAsync(market.Clock.GetUtcNow())).Units, Is.EqualTo(3));
        await AssertRightAsync();
    }

    [Test]
    public async Task AClaimedGuest_IsOneCustomer_NotTwo()
    {
        var guest = await market.GuestAsync("Ada@Example.org", product);
        var checkout = (await market.CheckoutAsync(guest, "guest")).Value!;
        await market.PayAsync(checkout.Url!);
        await market.SettleAsync(checkout.OrderId);
        await market.WorkAsync();
        var before = await market.ReadAsync(db => db.SellerCustomers.AsNoTracking().SingleAsync());
        Assert.That((before.BuyerId, before.Email), Is.EqualTo((guest.Id, "ada@example.org")), "whose address it is, not how it was typed");
        var person = await market.BuyerAsync();
        Assert.That(await market.WithAsync((ClaimGuestOrders claim) => claim.ExecuteAsync(person.Id, "ada@example.org", None)), Is.EqualTo(1));
        await market.WorkAsync();
        var after = await market.ReadAsync(db => db.SellerCustomers.AsNoTracking().SingleAsync());
        Assert.That((after.BuyerId, after.Purchases, after.SpentCents), Is.EqualTo((person.Id, 1L, 19_99L)));
        Assert.That(await market.ReadAsync(db => db.DailyTraffic.Select(cell => cell.CartAdds).SingleAsync()), Is.EqualTo(1), "the guest put it into a cart");
        await AssertRightAsync();
    }

    private async Task<Order> BuyAsync(string country)
    {
        var buyer = await market.BuyerAsync();
        await market.PutInCartAsync(buyer, product);
        var checkout = (await market.CheckoutAsync(buyer, Guid.NewGuid().ToString(), new CheckoutDetails(country, null, null, null))).Value!;
        await market.PayAsync(checkout.Url!);
        await market.SettleAsync(checkout.OrderId);
        return await market.OrderAsync(checkout.OrderId);
    }

    private Task<DailySales> CellAsync(DateTimeOffset at) => market.ReadAsync(db => db.DailySales.AsNoTracking().Where(cell => cell.SellerId == seller && cell.Day == AnalyticsPolicy.DayOf(at)).SingleAsync());

    private Task<AggregateFindings> CheckAsync() => market.WithAsync((CheckAggregates check) => check.ExecuteAsync(None));

    /// <summary>Nothing differs, a rebuild changes nothing, and the sums are what the seller's balance page shows.</summary>
    private async Task AssertRightAsync()
    {
        Assert.That(await CheckAsync(), Is.EqualTo(new AggregateFindings(0, 0, 0, 0)));
        await market.AssertRebuildChangesNothingAsync();
        var (shown, sums) = await market.ReadAsync(async db =>
        {
            var earnings = await new EarningsReader(db, SettlementCurrency.From(Market.SigningConfiguration)).GetAsync(seller, await market.FundsAsync(seller), None);
            var cells = await db.DailySales.Where(cell => cell.SellerId == seller).ToListAsync();
            return (earnings, new Earnings(
                cells.Sum(cell => cell.PriceCents - cell.DiscountCents), cells.Sum(cell => cell.PlatformFeeCents + cell.ProcessingFeeCents), cells.Sum(cell => cell.RefundedSellerCents)));
        });
        Assert.That(sums, Is.EqualTo(shown));
    }
}
