using Marketplace.Core.Ledger;
using Marketplace.Core.Orders;
using Marketplace.Core.Payouts;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Stripe;

namespace Marketplace.Tests.Payouts;

/// <summary>Holding period, weekly run and bank payout. The market opens on Wednesday 4 March 2026, 10:30 UTC.</summary>
internal sealed class WeeklyPayoutTests
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
    public async Task EscrowIsReleased_SevenTimes24HoursAfterPayment_AndNotASecondEarlier()
    {
        var seller = await market.SellerAsync();
        await SellAsync(seller, 19_99);
        await market.PassAsync(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.That(await market.ReleaseAsync(), Is.Zero);
        await market.PassAsync(TimeSpan.FromSeconds(1));
        Assert.That(await market.ReleaseAsync(), Is.EqualTo(1));
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(new Core.Ledger.SellerFunds(0, 1711, 0, 0, 0, 0)));
    }

    [Test]
    public async Task ASale_IsTransferredOnTheMondayAfterItsRelease_AndAtTheBankOnTuesday()
    {
        var seller = await market.SellerAsync();
        await SellAsync(seller, 19_99);

        await market.PassAsync(Until(2026, 3, 9));
        await market.RunPayoutsAsync();
        Assert.That((await market.FundsAsync(seller)).EscrowCents, Is.EqualTo(1711), "held until Wednesday the 11th");

        await market.PassAsync(Until(2026, 3, 16));
        Assert.That(await market.RunPayoutsAsync(), Is.EqualTo(1));
        Assert.That((await market.FundsAsync(seller)).ConnectedCents, Is.EqualTo(1711));
        var transfers = await new TransferService(market.Stripe).ListAsync();
        Assert.That(transfers.Data.Select(transfer => (transfer.Amount, transfer.SourceTransactionId is not null)), Is.EqualTo(new[] { (1711L, true) }));

        // In small steps, as time passes by itself: the sandbox takes a long step for a jump.
        await PassSlowlyAsync(Until(2026, 3, 17) + TimeSpan.FromMinutes(1));
        await market.FollowBankPayoutsAsync();
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(new Core.Ledger.SellerFunds(0, 0, 0, 1711, 0, 0)));
        var onStripe = await new PayoutService(market.Stripe).ListAsync(null, new RequestOptions { StripeAccount = await market.StripeAccountAsync(seller) });
        Assert.That(onStripe.Data.Select(payout => (payout.Amount, payout.Status)), Is.EqualTo(new[] { (1711L, "paid") }));
    }

    [Test]
    public async Task EightDaysInOneJump_OnAnyWeekday_BringTheMoneyToTheBank()
    {
        for (var weekday = 0; weekday < 7; weekday++)
        {
            var seller = await market.SellerAsync();
            await SellAsync(seller, 19_99);
            await market.PassAsync(TimeSpan.FromDays(8));
            await market.RunPayoutsAsync();
            await market.PassAsync(TimeSpan.FromSeconds(2));
            await market.PassAsync(TimeSpan.FromSeconds(2));
            await market.FollowBankPayoutsAsync();
            Assert.That((await market.FundsAsync(seller)).PaidOutCents, Is.EqualTo(1711), market.Clock.GetUtcNow().DayOfWeek.ToString());
        }
    }

    [Test]
    public async Task TheRun_ActsOncePerMonday()
    {
        var seller = await market.SellerAsync();
        await SellAsync(seller, 19_99);
        await market.PassAsync(TimeSpan.FromDays(8));
        Assert.That(await market.RunPayoutsAsync(), Is.EqualTo(1));
        Assert.That(await market.RunPayoutsAsync(), Is.Null);
        await SellAsync(seller, 50_00);
        await market.PassAsync(TimeSpan.FromHours(1));
        Assert.That(await market.RunPayoutsAsync(), Is.Null);
    }

    [Test]
    public async Task TwoWorkersAtOnce_TransferOnce()
    {
        var seller = await market.SellerAsync();
        for (var i = 0; i < 3; i++)
        {
            await SellAsync(seller, 19_99);
        }

        await market.PassAsync(TimeSpan.FromDays(8));
        await Task.WhenAll(market.RunPayoutsAsync(), market.RunPayoutsAsync(), market.RunPayoutsAsync());
        await market.PassAsync(PayoutPolicy.SweepAfter);
        await market.WithAsync((SweepTransfers sweep) => sweep.ExecuteAsync(CancellationToken.None));
        var transfers = await new TransferService(market.Stripe).ListAsync();
        Assert.That(transfers.Data.Select(transfer => transfer.Amount), Is.EqualTo(new long[] { 1711, 1711, 1711 }));
        Assert.That((await market.FundsAsync(seller)).ConnectedCents, Is.EqualTo(3 * 1711));
    }

    [Test]
    public async Task ARunWhileAnotherWorkerReleases_MissesNothing()
    {
        var seller = await market.SellerAsync();
        for (var i = 0; i < 5; i++)
        {
            await SellAsync(seller, 19_99);
        }

        await market.PassAsync(TimeSpan.FromDays(8));
        await Task.WhenAll(market.ReleaseAsync(), market.ReleaseAsync(), market.RunPayoutsAsync(), market.ReleaseAsync());
        Assert.That((await market.FundsAsync(seller)).ConnectedCents, Is.EqualTo(5 * 1711));
    }

    [Test]
    public async Task ASellerWithoutOnboarding_WaitsAndIsPaidTheWeekAfter()
    {
        var seller = await market.SellerAsync(isOnboarded: false);
        await SellAsync(seller, 19_99);
        await market.PassAsync(TimeSpan.FromDays(8));
        Assert.That(await market.RunPayoutsAsync(), Is.Zero);
        Assert.That((await market.FundsAsync(seller)).PayableCents, Is.EqualTo(1711));

        var link = (await market.WithAsync((StartOnboarding start) => start.ExecuteAsync(seller, true, CancellationToken.None))).Value!;
        await market.FinishOnboardingAsync(seller, link);
        await market.PassAsync(TimeSpan.FromDays(7));
        Assert.That(await market.RunPayoutsAsync(), Is.EqualTo(1));
        Assert.That((await market.FundsAsync(seller)).ConnectedCents, Is.EqualTo(1711));
    }

    [TestCase(1, Description = "Stripe still knows the idempotency key")]
    [TestCase(48, Description = "Stripe has forgotten it: the transfer group finds the transfer")]
    public async Task AnAnswerThatIsLost_AfterStripeTookTheTransfer_IsFoundAgain(int hoursLater)
    {
        var seller = await market.SellerAsync();
        await SellAsync(seller, 19_99);
        await market.PassAsync(TimeSpan.FromDays(8));
        market.LostAnswers.To = "/v1/transfers";
        await market.RunPayoutsAsync();
        Assert.That((await market.FundsAsync(seller)).PayableCents, Is.EqualTo(1711), "planned, without an answer");
        Assert.That((await new TransferService(market.Stripe).ListAsync()).Data, Has.Count.EqualTo(1), "Stripe took it");

        market.LostAnswers.To = null;
        await market.PassAsync(TimeSpan.FromHours(hoursLater));
        await market.WithAsync((SweepTransfers sweep) => sweep.ExecuteAsync(CancellationToken.None));
        Assert.That((await market.FundsAsync(seller)).PayableCents, Is.Zero);
        Assert.That((await new TransferService(market.Stripe).ListAsync()).Data, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task OneCartOfTwoSellers_IsOneTransferEach()
    {
        var (first, second) = (await market.SellerAsync(), await market.SellerAsync());
        var order = await market.PaidOrderAsync(await market.BuyerAsync(), await market.ProductAsync(first, 10_00), await market.ProductAsync(second, 20_00));
        await market.PassAsync(TimeSpan.FromDays(8));
        Assert.That(await market.RunPayoutsAsync(), Is.EqualTo(2));
        var transfers = (await new TransferService(market.Stripe).ListAsync(new() { TransferGroup = order.Number })).Data;
        Assert.That(transfers.Sum(transfer => transfer.Amount), Is.EqualTo(order.Lines.Sum(line => line.SellerAmountCents)));
        Assert.That(transfers.Select(transfer => transfer.DestinationId), Is.Unique);
        Assert.That((await market.OrderAsync(order.Id)).Lines.Select(line => line.State), Is.All.EqualTo(OrderLineState.Transferred));
    }

    [Test]
    public async Task ManyOrders_ArePlannedSomeAtATime_AndAllAreTransferred()
    {
        var seller = await market.SellerAsync();
        var products = new[] { await market.ProductAsync(seller, 19_99), await market.ProductAsync(seller, 10_00) };
        for (var i = 0; i < 5; i++)
        {
            // Two lines of one order stay together: one transfer per charge.
            await market.PaidOrderAsync(await market.BuyerAsync(), products);
        }

        await market.PassAsync(TimeSpan.FromDays(8));
        var count = await market.WithAsync((RunWeeklyPayouts run) =>
        {
            run.OrdersAtOnce = 2;
            return run.ExecuteAsync(CancellationToken.None);
        });
        Assert.That(count, Is.EqualTo(5));
        Assert.That(await market.ReadAsync(db => db.SellerTransfers.Select(transfer => transfer.LineCount).ToListAsync()), Is.EqualTo(new[] { 2, 2, 2, 2, 2 }));
        Assert.That((await market.FundsAsync(seller)).PayableCents, Is.Zero);
        await market.AssertBooksAsync();
    }

    [Test]
    public async Task TheSweepOfBankPayouts_FindsSealedMoney_AndLooksAtEachSellerOnceInTenMinutes()
    {
        var (idle, seller) = (await market.SellerAsync(), await market.SellerAsync());
        await SellAsync(seller, 19_99);
        await market.PassAsync(Until(2026, 3, 16));
        await market.RunPayoutsAsync();
        await market.WithAsync((SealEntries seal) => seal.ExecuteAsync(CancellationToken.None));
        await PassSlowlyAsync(Until(2026, 3, 17) + TimeSpan.FromMinutes(1));
        await market.FollowBankPayoutsAsync();
        var first = market.Clock.GetUtcNow();
        Assert.That((await market.FundsAsync(seller)).PaidOutCents, Is.EqualTo(1711));

        await market.PassAsync(PayoutPolicy.CheckBankAfter - TimeSpan.FromSeconds(1));
        await market.FollowBankPayoutsAsync();
        Assert.That(await LookedAtAsync(), Is.EqualTo(new[] { first, first }), $"{idle} and {seller}");
        await market.PassAsync(TimeSpan.FromSeconds(1));
        await market.FollowBankPayoutsAsync();
        Assert.That(await LookedAtAsync(), Is.All.EqualTo(market.Clock.GetUtcNow()));
    }

    private Task<List<DateTimeOffset>> LookedAtAsync() => market.ReadAsync(db => db.SellerAccounts.Select(account => account.PayoutsCheckedAt).ToListAsync());

    private async Task SellAsync(Guid seller, long price) => await market.PaidOrderAsync(await market.BuyerAsync(), await market.ProductAsync(seller, price));

    private TimeSpan Until(int year, int month, int day) => new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero) - market.Clock.GetUtcNow();

    private async Task PassSlowlyAsync(TimeSpan time)
    {
        var step = TimeSpan.FromMinutes(30);
        for (; time > TimeSpan.Zero; time -= step)
        {
            await market.PassAsync(time < step ? time : step);
        }
    }
}
