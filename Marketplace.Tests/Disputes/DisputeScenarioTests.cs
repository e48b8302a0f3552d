using Marketplace.Core.Disputes;
using Marketplace.Core.Ledger;
using Marketplace.Core.Orders;
using Marketplace.StripeSandbox.Disputes;
using Marketplace.StripeSandbox.Payments;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using StripeDispute = Marketplace.StripeSandbox.Disputes.Dispute;

namespace Marketplace.Tests.Disputes;

/// <summary>MONEY.md 15. $19.99 is 2.00 platform, 0.88 processing, 17.11 seller; Stripe's dispute fee is 15.00.</summary>
internal sealed class DisputeScenarioTests
{
    private static readonly SellerFunds Empty = new(0, 0, 0, 0, 0, 0);
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
    public async Task Opened_ThePlatformPaysAmountAndFee_AndTheLinesFreeze()
    {
        var (seller, order) = await SaleAsync();
        await DisputeAsync(order);
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { DisputeHoldCents = 1711 }));
        Assert.That(await market.TotalAsync(LedgerAccounts.PlatformLoss), Is.EqualTo(19_99 + 15_00));
        Assert.That((await market.OrderAsync(order.Id)).State, Is.EqualTo(OrderState.Disputed));

        await market.PassAsync(TimeSpan.FromDays(8));
        Assert.That(await market.ReleaseAsync(), Is.Zero, "frozen");
        Assert.That((await market.RefundAsync(order)).Error?.Code, Is.EqualTo("refunds.disputed"));
    }

    [Test]
    public async Task WonWithinTheHoldingPeriod_TheMoneyIsInEscrowAgain_AndReleasedWhenItsTimeComes()
    {
        var (seller, order) = await SaleAsync();
        await DecideAsync(await DisputeAsync(order), "won");
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { EscrowCents = 1711 }));
        Assert.That(await market.TotalAsync(LedgerAccounts.PlatformLoss), Is.EqualTo(15_00), "the fee does not come back");
        Assert.That((await market.OrderAsync(order.Id)).State, Is.EqualTo(OrderState.Paid));
        await market.PassAsync(TimeSpan.FromDays(7));
        Assert.That(await market.ReleaseAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task WonAfterTheHoldingPeriod_IsReleasedAtOnce()
    {
        var (seller, order) = await SaleAsync();
        var dispute = await DisputeAsync(order);
        await AnswerAsync(dispute);
        await market.PassAsync(TimeSpan.FromDays(10));
        await DecideAsync(dispute, "won");
        Assert.That(await market.ReleaseAsync(), Is.EqualTo(1));
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { PayableCents = 1711 }));
    }

    [Test]
    public async Task LostBeforeTheTransfer_CountsAsRefunded()
    {
        var (seller, order) = await SaleAsync();
        await DecideAsync(await DisputeAsync(order), "lost");
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty));
        Assert.That(await market.PlatformAsync(), Is.EqualTo(-88 - 15_00), "the lost processing fee and the dispute's");
        var after = await market.OrderAsync(order.Id);
        Assert.That((after.State, after.Lines[0].State), Is.EqualTo((OrderState.Refunded, OrderLineState.Refunded)));
    }

    [Test]
    public async Task OpenedAfterTheTransfer_TheTransferIsReversedAtOnce_AndWonItGoesOutWithTheNextRun()
    {
        var (seller, order) = await TransferredAsync();
        var dispute = await DisputeAsync(order);
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { DisputeHoldCents = 1711 }));
        await DecideAsync(dispute, "won");
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { PayableCents = 1711 }));
        await market.PassToNextRunAsync();
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { ConnectedCents = 1711 }));
    }

    [Test]
    public async Task LostAfterTheTransfer_TheSellerHasNothingOfIt()
    {
        var (seller, order) = await TransferredAsync();
        await DecideAsync(await DisputeAsync(order), "lost");
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty));
    }

    [Test]
    public async Task OpenedAfterTheBankPayout_TheShortfallIsDebt_AndWonTheDebtIsGone()
    {
        var (seller, order) = await TransferredAsync();
        await market.PassToBankAsync();
        var dispute = await DisputeAsync(order);
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { PaidOutCents = 1711, DebtCents = 1711, DisputeHoldCents = 1711 }));
        await DecideAsync(dispute, "won");
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { PaidOutCents = 1711 }));
        Assert.That((await market.OrderAsync(order.Id)).Lines[0].State, Is.EqualTo(OrderLineState.Transferred));
    }

    [Test]
    public async Task OpenedAfterTheBankPayout_AndLost_StaysDebt_UntilTheNextSalesPayIt()
    {
        var (seller, order) = await TransferredAsync();
        await market.PassToBankAsync();
        await DecideAsync(await DisputeAsync(order), "lost");
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { PaidOutCents = 1711, DebtCents = 1711 }));
        await SaleAsync(seller);
        await SaleAsync(seller);
        await market.PassAsync(TimeSpan.FromDays(8));
        await market.PassToNextRunAsync();
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { PaidOutCents = 1711, ConnectedCents = 1711 }));
    }

    [Test]
    public async Task WonAfterTheDebtWasPaidFromAnotherSale_TheMoneyIsDueAgain()
    {
        var (seller, order) = await TransferredAsync();
        await market.PassToBankAsync();
        var dispute = await DisputeAsync(order);
        await AnswerAsync(dispute);
        await SaleAsync(seller);
        await market.PassAsync(TimeSpan.FromDays(8));
        await market.PassToNextRunAsync();
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { PaidOutCents = 1711, DisputeHoldCents = 1711 }), "the second sale went into the debt");
        await DecideAsync(dispute, "won");
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { PaidOutCents = 1711, PayableCents = 1711 }));

        // The charge was transferred once already, so this comes out of the platform's balance, which the dispute's fee has emptied.
        await market.PassToNextRunAsync();
        Assert.That((await market.FundsAsync(seller)).PayableCents, Is.EqualTo(1711), "refused by Stripe: it waits for the next run");
        await market.PaidOrderAsync(await market.BuyerAsync(), await market.ProductAsync(await market.SellerAsync(), 200_00));
        await market.PassAsync(TimeSpan.FromDays(3));
        await market.PassToNextRunAsync();
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { PaidOutCents = 1711, ConnectedCents = 1711 }));
    }

    [Test]
    public async Task ADisputeOfAPartlyRefundedOrder_TakesWhatIsLeft()
    {
        var (seller, order) = await SaleAsync();
        await market.RefundAsync(order, 5_00);
        var dispute = await DisputeAsync(order, 14_99);
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { DisputeHoldCents = 1711 - 428 }));
        await DecideAsync(dispute, "lost");
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty));
        Assert.That((await market.OrderAsync(order.Id)).State, Is.EqualTo(OrderState.Refunded));
    }

    [Test]
    public async Task APartialDispute_FreezesTheWholeOrder_AndLostTakesItsPartOnly()
    {
        var (seller, order) = await SaleAsync();
        await DecideAsync(await DisputeAsync(order, 10_00), "lost");
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { EscrowCents = 1711 - 856 }));
        Assert.That((await market.OrderAsync(order.Id)).State, Is.EqualTo(OrderState.PartiallyRefunded));
        await market.RefundAsync(order);
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty));
    }

    [Test]
    public async Task TheDisputeOfACartOfThreeSellers_FreezesAllOfThem()
    {
        var sellers = new[] { await market.SellerAsync(), await market.SellerAsync(), await market.SellerAsync() };
        var order = await market.PaidOrderAsync(await market.BuyerAsync(),
            await market.ProductAsync(sellers[0], 10_00), await market.ProductAsync(sellers[1], 20_00), await market.ProductAsync(sellers[2], 30_01));
        var dispute = await DisputeAsync(order);
        foreach (var (seller, line) in sellers.Zip(order.Lines))
        {
            Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { DisputeHoldCents = line.SellerAmountCents }));
        }

        await DecideAsync(dispute, "won");
        foreach (var (seller, line) in sellers.Zip(order.Lines))
        {
            Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { EscrowCents = line.SellerAmountCents }));
        }
    }

    [Test]
    public async Task NewsThatComeThriceAndBackwards_AreBookedOnce()
    {
        var (seller, order) = await SaleAsync();
        var dispute = await OpenAtStripeAsync(order, null);
        await market.AtStripeAsync(scope => DisputeActions.Decide(scope, scope.Find<StripeDispute>(dispute)!, "won"));
        await market.DeliverEventsAsync(times: 3, isReversed: true);
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { EscrowCents = 1711 }));
    }

    [Test]
    public async Task ADisputeWhoseWebhookIsLost_IsFoundByTheSweep()
    {
        var (seller, order) = await SaleAsync();
        await OpenAtStripeAsync(order, null);
        await market.WithAsync(async (SweepDisputes sweep) =>
        {
            await sweep.ExecuteAsync(CancellationToken.None);
            return true;
        });
        Assert.That((await market.FundsAsync(seller)).DisputeHoldCents, Is.EqualTo(1711));
    }

    [Test]
    public async Task EvidenceIsCollectedFromTheOrder_AndDecidesAtTheSandbox()
    {
        var (seller, order) = await SaleAsync();
        var stripeId = await DisputeAsync(order);
        var id = await market.ReadAsync(async db => (await db.Disputes.SingleAsync()).Id);
        var sent = await market.WithAsync((SubmitEvidence submit) => submit.ExecuteAsync(id, "winning_evidence", CancellationToken.None));
        Assert.That(sent.IsOk, sent.Error?.Message);
        var atStripe = await new Stripe.DisputeService(market.Stripe).GetAsync(stripeId);
        Assert.That(atStripe.Evidence.ProductDescription, Does.Contain(order.Number).And.Contain("licence key"));
        Assert.That(atStripe.Evidence.CustomerEmailAddress, Is.EqualTo(order.BuyerEmail));
        await market.PassAsync(TimeSpan.FromDays(1));
        await market.DeliverEventsAsync();
        Assert.That((await market.FundsAsync(seller)).EscrowCents, Is.EqualTo(1711), "won");
        Assert.That((await market.WithAsync((SubmitEvidence submit) => submit.ExecuteAsync(id, "more", CancellationToken.None))).Error?.Code, Is.EqualTo("disputes.not_open"));
    }

    [Test]
    public async Task AnEarlyFraudWarning_FreezesTheOrder_UntilItIsRefunded()
    {
        var (seller, order) = await SaleAsync();
        await WarnAsync(order);
        await market.PassAsync(TimeSpan.FromDays(8));
        Assert.That(await market.ReleaseAsync(), Is.Zero);
        Assert.That((await market.RefundAsync(order)).IsOk);
        await market.WorkAsync();
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty));
        Assert.That(await market.ReadAsync(async db => (await db.FraudWarnings.SingleAsync()).ClosedAt), Is.Not.Null);
    }

    [Test]
    public async Task AnEarlyFraudWarning_NobodyDecides_EndsAtItsDeadline()
    {
        var (seller, order) = await SaleAsync();
        await WarnAsync(order);
        await market.PassAsync(DisputePolicy.WarningHold);
        await market.WithAsync(async (SweepDisputes sweep) =>
        {
            await sweep.ExecuteAsync(CancellationToken.None);
            return true;
        });
        Assert.That(await market.ReleaseAsync(), Is.EqualTo(1));
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { PayableCents = 1711 }));
    }

    [TestCase("won", ExpectedResult = 188)]
    [TestCase("lost", ExpectedResult = 187)]
    public async Task<long> ARefundThatTheBankReturns_WhileAnotherCentIsDisputed_LeavesNoCentInTheHold(string outcome)
    {
        // 2.50 gives the seller 1.88: of 2 cents the seller gives 2 and of 3 cents 2, but of 1 cent 1.
        var (seller, order) = await SaleAsync(2_50, Market.RefundsFailLaterCard);
        await market.RefundAsync(order, 2);
        var dispute = await DisputeAsync(order, 1);
        await market.PassAsync(TimeSpan.FromMinutes(2));
        await market.DeliverEventsAsync();
        Assert.That((await market.FundsAsync(seller)).DisputeHoldCents, Is.EqualTo(1));
        await DecideAsync(dispute, outcome);
        var funds = await market.FundsAsync(seller);
        Assert.That(funds, Is.EqualTo(Empty with { EscrowCents = funds.EscrowCents }));
        return funds.EscrowCents;
    }

    [Test]
    public async Task NewsOfADispute_BeforeThatOfARefundTheBankReturned_StillTakesAllOfItFromTheSeller()
    {
        var (seller, order) = await SaleAsync(19_99, Market.RefundsFailLaterCard);
        await market.RefundAsync(order, 10_00);
        await market.PassAsync(TimeSpan.FromMinutes(2));
        var dispute = await OpenAtStripeAsync(order, null);
        await market.DeliverEventsAsync(isReversed: true);
        await DecideAsync(dispute, "lost");
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty));
        Assert.That(await market.PlatformAsync(), Is.EqualTo(-88 - 15_00), "no more than the two fees");
        Assert.That((await market.OrderAsync(order.Id)).State, Is.EqualTo(OrderState.Refunded));
    }

    [Test]
    public async Task NewsOfASecondDispute_BeforeThatTheFirstWasWon_TakesItFromTheSeller()
    {
        var (seller, order) = await SaleAsync();
        var first = await DisputeAsync(order);
        await market.AtStripeAsync(scope => DisputeActions.Decide(scope, scope.Find<StripeDispute>(first)!, "won").Id);
        var second = await OpenAtStripeAsync(order, 10_00);
        await market.DeliverEventsAsync(isReversed: true);
        Assert.That((await market.OrderAsync(order.Id)).Lines[0].DisputedCents, Is.EqualTo(10_00));
        await DecideAsync(second, "lost");

        // round_half_up(1711 × 1000 / 1999) = 856, and 100 of the platform's fee; 44 of the processing fee are lost.
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty with { EscrowCents = 1711 - 856 }));
        Assert.That(await market.PlatformAsync(), Is.EqualTo(2_00 - 1_00 - 44 - 15_00 - 15_00), "no more than the lost fees");
    }

    [Test]
    public async Task AnInquiry_EscalatedForMoreThanIsLeft_TakesTheRestFromThePlatform()
    {
        var (seller, order) = await SaleAsync();
        var charge = await market.ChargeAsync(order.Id);
        var inquiry = await market.AtStripeAsync(scope => DisputeActions.Open(scope, scope.Find<Charge>(charge)!, new DisputeOpening(Inquiry: true)).Id);
        await market.RefundAsync(order, 10_00);
        await DecideAsync(inquiry, "escalated");
        Assert.That((await market.OrderAsync(order.Id)).Lines[0].DisputedCents, Is.EqualTo(9_99));
        await DecideAsync(inquiry, "lost");
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(Empty));
        Assert.That(await market.PlatformAsync(), Is.EqualTo(-88 - 15_00 - 10_00), "the buyer has 10.00 twice");
    }

    private async Task<string> DisputeAsync(Order order, long? cents = null)
    {
        var dispute = await OpenAtStripeAsync(order, cents);
        await market.DeliverEventsAsync(times: 2);
        return dispute;
    }

    private async Task<string> OpenAtStripeAsync(Order order, long? cents)
    {
        var charge = await market.ChargeAsync(order.Id);
        return await market.AtStripeAsync(scope => DisputeActions.Open(scope, scope.Find<Charge>(charge)!, new DisputeOpening(cents)).Id);
    }

    /// <summary>An answered dispute is with the bank for as long as it likes; an unanswered one is lost when its date passes.</summary>
    private Task<Stripe.Dispute> AnswerAsync(string dispute) =>
        new Stripe.DisputeService(market.Stripe).UpdateAsync(dispute, new() { Submit = true, Evidence = new() { UncategorizedText = "It was delivered." } });

    private async Task DecideAsync(string dispute, string outcome)
    {
        await market.AtStripeAsync(scope => DisputeActions.Decide(scope, scope.Find<StripeDispute>(dispute)!, outcome).Id);
        await market.DeliverEventsAsync(times: 2);
    }

    private async Task WarnAsync(Order order)
    {
        var charge = await market.ChargeAsync(order.Id);
        await market.AtStripeAsync(scope => FraudWarnings.Open(scope, scope.Find<Charge>(charge)!).Id);
        await market.DeliverEventsAsync();
    }

    private async Task<(Guid Seller, Order Order)> SaleAsync(Guid? by = null)
    {
        var seller = by ?? await market.SellerAsync();
        return (seller, await market.PaidOrderAsync(await market.BuyerAsync(), await market.ProductAsync(seller, 19_99)));
    }

    private async Task<(Guid Seller, Order Order)> SaleAsync(long price, string card)
    {
        var seller = await market.SellerAsync();
        return (seller, await market.PaidOrderAsync(card, await market.BuyerAsync(), await market.ProductAsync(seller, price)));
    }

    private async Task<(Guid Seller, Order Order)> TransferredAsync()
    {
        var sale = await SaleAsync();
        await market.PassAsync(TimeSpan.FromDays(7));
        await market.PassToNextRunAsync();
        return sale;
    }
}
