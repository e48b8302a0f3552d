using Marketplace.Core.Orders;
using Marketplace.Core.Payments;
using Marketplace.StripeSandbox.Faults;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Stripe;

namespace Marketplace.Tests.Payments;

/// <summary>Sales on real PostgreSQL and the Stripe sandbox, compared with both books.</summary>
internal sealed class SaleScenarioTests
{
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
    public async Task ASaleOf1999_IsBookedToTheCent()
    {
        var seller = await market.SellerAsync();
        var order = await market.PaidOrderAsync(await market.BuyerAsync(), await market.ProductAsync(seller, 19_99));

        Assert.That(order.State, Is.EqualTo(OrderState.Paid));
        Assert.That(await PostingsAsync("sale"), Is.EqualTo(new[]
        {
            ("escrow", -1711L), ("platform_revenue", -200L), ("stripe_clearing", 1999L), ("stripe_fees", -88L),
        }));
        Assert.That((await market.FundsAsync(seller)).EscrowCents, Is.EqualTo(1711));

        var balance = await new BalanceTransactionService(market.Stripe).ListAsync();
        Assert.That(balance.Data.Select(row => (row.Type, row.Amount, row.Fee, row.Net)), Is.EqualTo(new[] { ("charge", 1999L, 88L, 1911L) }));
    }

    [Test]
    public async Task ACartOfThreeSellers_IsOneChargeAndThreeShares()
    {
        var sellers = new[] { await market.SellerAsync(), await market.SellerAsync(), await market.SellerAsync() };
        var products = new[] { await market.ProductAsync(sellers[0], 19_99), await market.ProductAsync(sellers[1], 50), await market.ProductAsync(sellers[2], 149_00) };
        var order = await market.PaidOrderAsync(await market.BuyerAsync(), products);

        // 169.49: 2.9 % are 4.91521, so 4.92 + 0.30; split of 522: 61.566, 1.540, 458.893; the two cents left go to the largest remainders.
        Assert.That(order.Lines.Sum(line => line.ProcessingFeeCents), Is.EqualTo(522));
        Assert.That(order.Lines.Select(line => line.ProcessingFeeCents), Is.EqualTo(new long[] { 62, 1, 459 }));
        Assert.That(order.Lines.Select(line => line.PlatformFeeCents), Is.EqualTo(new long[] { 200, 5, 1490 }));
        Assert.That((await new ChargeService(market.Stripe).ListAsync()).Data, Has.Count.EqualTo(1));
        foreach (var line in order.Lines)
        {
            Assert.That((await market.FundsAsync(line.SellerId)).EscrowCents, Is.EqualTo(line.SellerAmountCents));
        }
    }

    [Test]
    public async Task RedirectWebhookAndSweeper_AtOnce_BookTheSaleOnce()
    {
        var (checkout, _) = await OpenCheckoutAsync(19_99);
        await market.PayAsync(checkout.Url!);
        var states = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => market.SettleAsync(checkout.OrderId)));
        Assert.That(states, Is.All.EqualTo(PaymentState.Succeeded));
        Assert.That(await market.ReadAsync(db => db.JournalEntries.CountAsync()), Is.EqualTo(1));
        Assert.That(await market.ReadAsync(db => db.OutboxMessages.CountAsync(message => message.Type == OrderPaid.Name)), Is.EqualTo(1));
    }

    [Test]
    public async Task Checkout_WithTheSameKeyTwiceAtOnce_IsOneOrderAndOnePage()
    {
        var buyer = await market.BuyerAsync();
        await market.PutInCartAsync(buyer, await market.ProductAsync(await market.SellerAsync(), 49_00));
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => market.CheckoutAsync(buyer, "one-key")));
        Assert.That(answers.Select(answer => answer.Value!.Url).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await market.ReadAsync(db => db.Orders.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Checkout_InASecondTab_ClosesTheFirstPage()
    {
        var buyer = await market.BuyerAsync();
        await market.PutInCartAsync(buyer, await market.ProductAsync(await market.SellerAsync(), 49_00));
        var first = (await market.CheckoutAsync(buyer, "tab-1")).Value!;
        await market.CheckoutAsync(buyer, "tab-2");
        Assert.That((await market.OrderAsync(first.OrderId)).State, Is.EqualTo(OrderState.Canceled));
    }

    [Test]
    public async Task Checkout_InASecondTab_WhileStripeCannotCloseTheFirstPage_OpensNoSecondOne()
    {
        var buyer = await market.BuyerAsync();
        await market.PutInCartAsync(buyer, await market.ProductAsync(await market.SellerAsync(), 49_00));
        var first = (await market.CheckoutAsync(buyer, "tab-1")).Value!;
        var session = await market.ReadAsync(db => db.Payments.Where(payment => payment.OrderId == first.OrderId).Select(payment => payment.SessionId).SingleAsync());
        market.StripeFaults.Add(new FaultRule(FaultKind.Error500, $"POST /v1/checkout/sessions/{session}/expire", Count: 3));

        Assert.That((await market.CheckoutAsync(buyer, "tab-2")).Error?.Code, Is.EqualTo("payment_unavailable"));
        Assert.That((await market.OrderAsync(first.OrderId)).State, Is.EqualTo(OrderState.Pending));
        Assert.That((await market.CheckoutAsync(buyer, "tab-2")).Value!.Url, Is.Not.Null, "the same key goes on once Stripe answers");
        Assert.That((await market.OrderAsync(first.OrderId)).State, Is.EqualTo(OrderState.Canceled));
    }

    [Test]
    public async Task Checkout_WhileTheFirstTabHasJustPaid_TakesNoSecondPayment()
    {
        var buyer = await market.BuyerAsync();
        await market.PutInCartAsync(buyer, await market.ProductAsync(await market.SellerAsync(), 49_00));
        var first = (await market.CheckoutAsync(buyer, "tab-1")).Value!;
        await market.PayAsync(first.Url!);

        var second = await market.CheckoutAsync(buyer, "tab-2");
        Assert.That(second.Error?.Code, Is.EqualTo("cart.already_owned"));
        Assert.That((await market.OrderAsync(first.OrderId)).State, Is.EqualTo(OrderState.Paid));
        Assert.That(await market.ReadAsync(db => db.Orders.CountAsync(order => order.State == OrderState.Canceled)), Is.EqualTo(1));
        Assert.That((await new ChargeService(market.Stripe).ListAsync()).Data, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task ADeclinedCard_LeavesTheOrderOpen_AndTheNextCardPays()
    {
        var (checkout, _) = await OpenCheckoutAsync(19_99);
        await market.PayAsync(checkout.Url!, "4000000000000002");
        Assert.That(await market.SettleAsync(checkout.OrderId), Is.EqualTo(PaymentState.Open));
        await market.PayAsync(checkout.Url!);
        Assert.That(await market.SettleAsync(checkout.OrderId), Is.EqualTo(PaymentState.Succeeded));
    }

    [Test]
    public async Task AnAbandonedPage_IsCanceledWhenItExpires()
    {
        var (checkout, buyer) = await OpenCheckoutAsync(19_99);
        await market.PassAsync(TimeSpan.FromDays(2));
        await market.WithAsync((SweepPayments sweep) => sweep.ExecuteAsync(CancellationToken.None));
        Assert.That((await market.OrderAsync(checkout.OrderId)).State, Is.EqualTo(OrderState.Canceled));
        Assert.That(await market.ReadAsync(db => db.Carts.Where(cart => cart.UserId == buyer.Id).SelectMany(cart => cart.Lines).CountAsync()), Is.EqualTo(1), "the cart is kept");
    }

    [Test]
    public async Task ALostWebhookAndAClosedBrowser_AreFoundByTheSweeper()
    {
        var (checkout, _) = await OpenCheckoutAsync(19_99);
        await market.PayAsync(checkout.Url!);
        await market.PassAsync(PaymentPolicy.SweepAfter);
        Assert.That(await market.WithAsync((SweepPayments sweep) => sweep.ExecuteAsync(CancellationToken.None)), Is.EqualTo(1));
        Assert.That((await market.OrderAsync(checkout.OrderId)).State, Is.EqualTo(OrderState.Paid));
    }

    [Test]
    public async Task NewsOfACharge_SettlesItsSaleFirst_IsTriedAgainWhileItCannot_AndOfAStrangersIsLeftAlone()
    {
        var buyer = await market.BuyerAsync();
        await market.PutInCartAsync(buyer, await market.ProductAsync(await market.SellerAsync(), 19_99));
        var checkout = (await market.CheckoutAsync(buyer, "k")).Value!;
        var payment = await market.ReadAsync(db => db.Payments.Where(payment => payment.OrderId == checkout.OrderId).Select(payment => payment.Id).SingleAsync());
        Task<Guid?> FindAsync(Guid? paymentId, string charge) => market.WithAsync((SettlePayment settle) => settle.FindOrderAsync(paymentId, charge, CancellationToken.None));

        await Assert.ThatAsync(() => FindAsync(payment, "ch_early"), Throws.InstanceOf<NewsOutstandingException>());
        await market.PayAsync(checkout.Url!);
        var charge = (await new ChargeService(market.Stripe).ListAsync()).Data.Single().Id;
        Assert.That(await FindAsync(payment, charge), Is.EqualTo(checkout.OrderId));
        Assert.That((await market.OrderAsync(checkout.OrderId)).State, Is.EqualTo(OrderState.Paid));
        Assert.That(await FindAsync(Guid.NewGuid(), "ch_other"), Is.Null);
        Assert.That(await FindAsync(null, "ch_other"), Is.Null);
    }

    [Test]
    public async Task TheSameWebhookThreeTimes_IsStoredOnce()
    {
        var stored = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => market.WithAsync((ReceiveProviderEvent receive) =>
            receive.ExecuteAsync("evt_1", "checkout.session.completed", "cs_1", null, CancellationToken.None))));
        Assert.That(stored.Count(isNew => isNew), Is.EqualTo(1));
        Assert.That(await market.ReadAsync(db => db.OutboxMessages.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task AFreeCart_IsAnOrderWithoutACharge()
    {
        var buyer = await market.BuyerAsync();
        await market.PutInCartAsync(buyer, await market.ProductAsync(await market.SellerAsync(), 0));
        var checkout = (await market.CheckoutAsync(buyer, "free")).Value!;
        Assert.That(checkout.Url, Is.Null);
        Assert.That((await market.OrderAsync(checkout.OrderId)).State, Is.EqualTo(OrderState.Paid));
        Assert.That((await new ChargeService(market.Stripe).ListAsync()).Data, Is.Empty);
    }

    [Test]
    public async Task ACartBelowTheSmallestCharge_IsRefusedBeforeAnyCall()
    {
        var buyer = await market.BuyerAsync();
        await market.PutInCartAsync(buyer, await market.ProductAsync(await market.SellerAsync(), 49));
        Assert.That((await market.CheckoutAsync(buyer, "small")).Error?.Code, Is.EqualTo("amount_too_small"));
        Assert.That(await market.ReadAsync(db => db.Orders.CountAsync()), Is.Zero);
    }

    [Test]
    public async Task AnOwnedProduct_IsNotSoldAgain()
    {
        var buyer = await market.BuyerAsync();
        var product = await market.ProductAsync(await market.SellerAsync(), 19_99);
        await market.PaidOrderAsync(buyer, product);
        await market.PutInCartAsync(buyer, product);
        Assert.That((await market.CheckoutAsync(buyer, "again")).Error?.Code, Is.EqualTo("cart.already_owned"));
    }

    [Test]
    public async Task TheLedger_RefusesChanges()
    {
        await market.PaidOrderAsync(await market.BuyerAsync(), await market.ProductAsync(await market.SellerAsync(), 19_99));
        foreach (var sql in new[] { "update ledger.postings set amount_cents = 0", "delete from ledger.postings", "delete from ledger.entries", "truncate ledger.entries cascade" })
        {
            Assert.That(() => market.ReadAsync(db => db.Database.ExecuteSqlRawAsync(sql)), Throws.InstanceOf<Npgsql.PostgresException>().With.Message.Contains("The ledger only grows"), sql);
        }
    }

    private async Task<(Checkout Checkout, CheckoutBuyer Buyer)> OpenCheckoutAsync(long price)
    {
        var buyer = await market.BuyerAsync();
        await market.PutInCartAsync(buyer, await market.ProductAsync(await market.SellerAsync(), price));
        return ((await market.CheckoutAsync(buyer, Guid.NewGuid().ToString())).Value!, buyer);
    }

    private Task<List<(string, long)>> PostingsAsync(string eventType) => market.ReadAsync(async db => (await db.JournalEntries
        .Where(entry => entry.EventType == eventType)
        .SelectMany(entry => entry.Postings)
        .OrderBy(posting => posting.Account)
        .ToListAsync()).ConvertAll(posting => (posting.Account, posting.AmountCents)));
}
