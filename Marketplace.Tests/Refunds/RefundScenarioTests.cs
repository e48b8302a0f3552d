using Marketplace.Core.Ledger;
using Marketplace.Core.Orders;
using Marketplace.Core.Payments;
using Marketplace.Core.Refunds;
using Marketplace.StripeSandbox.Disputes;
using Marketplace.Tests.Infrastructure;
using Stripe;
using SandboxCharge = Marketplace.StripeSandbox.Payments.Charge;
using SandboxDispute = Marketplace.StripeSandbox.Disputes.Dispute;

namespace Marketplace.Tests.Refunds;

/// <summary>MONEY.md 12 to 14. $19.99 is 2.00 platform, 0.88 processing, 17.11 seller.</summary>
internal sealed class RefundScenarioTests
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
    public async Task AFullRefundInEscrow_TakesTheSellersPartFromEscrow_AndTheLostProcessingFeeFromThePlatform()
    {
        var (seller, order) = await SaleAsync(19_99);
        Assert.That((await market.RefundAsync(order)).IsOk);
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(new SellerFunds(0, 0, 0, 0, 0, 0)));
        Assert.That(await market.PlatformAsync(), Is.EqualTo(-88));
        var after = await market.OrderAsync(order.Id);
        Assert.That((after.State, after.Lines[0].State), Is.EqualTo((OrderState.Refunded, OrderLineState.Refunded)));
        Assert.That(OrderPolicy.MayDownload(after.Lines[0].State), Is.False);
    }

    [Test]
    public async Task AFeeOf33On1000_Refunded333And333And334_Returns33()
    {
        // 330 cents at 10 % is a fee of 33; the line is refunded in thirds.
        var (seller, order) = await SaleAsync(3_30);
        foreach (var cents in new[] { 110L, 110, 110 })
        {
            Assert.That((await market.RefundAsync(order, cents)).IsOk);
        }

        Assert.That(await market.TotalAsync(LedgerAccounts.PlatformRevenue), Is.Zero);
        Assert.That((await market.FundsAsync(seller)).EscrowCents, Is.Zero);
        Assert.That(await market.TotalAsync(LedgerAccounts.PlatformLoss), Is.EqualTo(40), "2.9 % of 3.30 is 10, and 30");
    }

    [Test]
    public async Task A2DollarAndThenA3DollarRefund_AreFiveDollars()
    {
        var (_, order) = await SaleAsync(19_99);
        await market.RefundAsync(order, 2_00);
        await market.RefundAsync(order, 3_00);
        await market.DeliverEventsAsync(times: 3);
        var line = (await market.OrderAsync(order.Id)).Lines[0];
        Assert.That((line.RefundedCents, line.RefundableCents), Is.EqualTo((5_00L, 14_99L)));
        Assert.That(await market.TotalAsync(LedgerAccounts.StripeClearing), Is.EqualTo(14_99));
        Assert.That((await market.OrderAsync(order.Id)).State, Is.EqualTo(OrderState.PartiallyRefunded));
    }

    [Test]
    public async Task ARefundAfterRelease_ShrinksWhatTheNextRunTransfers()
    {
        var (seller, order) = await SaleAsync(19_99);
        await market.PassAsync(TimeSpan.FromDays(7));
        await market.ReleaseAsync();
        await market.RefundAsync(order, 10_00);

        // round_half_up(1711 × 1000 / 1999) = 856
        Assert.That((await market.FundsAsync(seller)).PayableCents, Is.EqualTo(1711 - 856));
        await market.PassToNextRunAsync();
        Assert.That((await market.FundsAsync(seller)).ConnectedCents, Is.EqualTo(855));
    }

    [Test]
    public async Task ARefundAfterTheTransfer_RefundsTheBuyerFirst_ThenTakesTheSellersPartBackFromStripe()
    {
        var (seller, order) = await TransferredAsync(19_99);
        Assert.That((await market.RefundAsync(order)).IsOk);
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(new SellerFunds(0, 0, 1711, 0, 1711, 0)), "the buyer has the money, the seller owes it");
        await market.WorkAsync();
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(new SellerFunds(0, 0, 0, 0, 0, 0)));
        var transfers = await new TransferService(market.Stripe).ListAsync();
        Assert.That(transfers.Data.Single().AmountReversed, Is.EqualTo(1711));
    }

    [Test]
    public async Task ARefundAfterTheMoneyReachedTheBank_IsDebt_DeductedFromTheNextTransfers_NeverFromBuyers()
    {
        var (seller, order) = await TransferredAsync(19_99);
        await market.PassToBankAsync();
        await market.RefundAsync(order);
        await market.WorkAsync();
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(new SellerFunds(0, 0, 0, 1711, 1711, 0)));

        await SaleAsync(10_00, seller);
        await market.PassAsync(TimeSpan.FromMinutes(1));
        await SaleAsync(30_00, seller);
        await market.PassAsync(TimeSpan.FromDays(8));
        await market.PassToNextRunAsync();

        // 10.00 gives 8.41, 30.00 gives 25.83: 34.24 less 17.11
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(new SellerFunds(0, 0, 17_13, 17_11, 0, 0)));
        var sent = await new TransferService(market.Stripe).ListAsync(new() { Destination = await market.StripeAccountAsync(seller) });
        Assert.That(sent.Data.Select(transfer => transfer.Amount), Is.EquivalentTo(new[] { 17_11L, 17_13L }), "the first sale went into the debt as a whole");
    }

    [Test]
    public async Task AnOrderRefundWithoutALine_IsSplitOverTheLinesByWhatRemains()
    {
        var buyer = await market.BuyerAsync();
        var sellers = new[] { await market.SellerAsync(), await market.SellerAsync(), await market.SellerAsync() };
        var order = await market.PaidOrderAsync(buyer, await market.ProductAsync(sellers[0], 10_00), await market.ProductAsync(sellers[1], 20_00), await market.ProductAsync(sellers[2], 30_01));
        await market.RefundAsync(order, 5_00, line: 1);
        await market.RefundAsync(order, 10_00);

        // remaining 1000, 1500, 3001 of 5501: 181.78, 272.67, 545.53
        Assert.That((await market.OrderAsync(order.Id)).Lines.Select(line => line.RefundedCents), Is.EqualTo(new[] { 182L, 500 + 273, 545 }));
        await market.RefundAsync(order);
        foreach (var seller in sellers)
        {
            Assert.That(await market.FundsAsync(seller), Is.EqualTo(new SellerFunds(0, 0, 0, 0, 0, 0)), "a refund never takes more from a seller than the sale gave");
        }

        Assert.That((await market.OrderAsync(order.Id)).State, Is.EqualTo(OrderState.Refunded));
    }

    [Test]
    public async Task ARefundAboveWhatRemains_IsRefused_AndNothingMoves()
    {
        var (seller, order) = await SaleAsync(19_99);
        await market.RefundAsync(order, 15_00);
        Assert.That((await market.RefundAsync(order, 5_00)).Error?.Code, Is.EqualTo("refunds.above_remaining"));
        await market.RefundAsync(order);
        Assert.That((await market.RefundAsync(order)).Error?.Code, Is.EqualTo("refunds.nothing_left"));
        Assert.That((await market.FundsAsync(seller)).EscrowCents, Is.Zero);
    }

    [Test]
    public async Task TheSameForm_SentTwiceOrFourTimesAtOnce_RefundsOnce()
    {
        var (_, order) = await SaleAsync(19_99);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => market.RefundAsync(order, 5_00, key: "one")));
        Assert.That(answers.Select(answer => answer.Value), Is.All.EqualTo(answers[0].Value));
        Assert.That((await market.OrderAsync(order.Id)).Lines[0].RefundedCents, Is.EqualTo(5_00));
        Assert.That((await market.RefundAsync(order, 6_00, key: "one")).Error?.Code, Is.EqualTo("idempotency_conflict"));
    }

    [Test]
    public async Task TwoRefundsOfEverythingAtOnce_RefundOnce()
    {
        var (_, order) = await SaleAsync(19_99);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => market.RefundAsync(order)));
        Assert.That(answers.Count(answer => answer.IsOk), Is.EqualTo(1));
        Assert.That(answers.Where(answer => !answer.IsOk).Select(answer => answer.Error!.Code), Is.All.AnyOf("refunds.in_progress", "refunds.nothing_left"));
    }

    [Test]
    public async Task ARefundWhoseAnswerIsLost_IsFoundAgain_AndBookedOnce()
    {
        var (seller, order) = await SaleAsync(19_99);
        market.LostAnswers.To = "/v1/refunds";
        var refund = await market.RefundAsync(order, 5_00);
        Assert.That((await market.RefundRowAsync(refund.Value)).State, Is.EqualTo(RefundState.Created));
        market.LostAnswers.To = null;
        await market.PassAsync(TimeSpan.FromHours(48));
        await market.WithAsync((SweepRefunds sweep) => sweep.ExecuteAsync(CancellationToken.None));
        await market.DeliverEventsAsync();
        Assert.That((await market.RefundRowAsync(refund.Value)).State, Is.EqualTo(RefundState.Succeeded));
        Assert.That((await new RefundService(market.Stripe).ListAsync()).Data, Has.Count.EqualTo(1));

        // round_half_up(1711 × 500 / 1999) = 428
        Assert.That((await market.FundsAsync(seller)).EscrowCents, Is.EqualTo(1711 - 428));
    }

    [Test]
    public async Task ARefundThatStripeTook_BeforeTheNewsOfAWonDispute_WaitsForIt_AndHoldsUpNoOther()
    {
        var (seller, order) = await SaleAsync(19_99);
        await DieAtRefundAsync(order);
        var charge = await market.ChargeAsync(order.Id);
        var dispute = await market.AtStripeAsync(scope => DisputeActions.Open(scope, scope.Find<SandboxCharge>(charge)!, new DisputeOpening()).Id);
        await market.DeliverEventsAsync();
        await market.AtStripeAsync(scope => DisputeActions.Decide(scope, scope.Find<SandboxDispute>(dispute)!, "won").Id);
        var (_, other) = await SaleAsync(19_99, seller);
        await DieAtRefundAsync(other);

        await SweepAsync();
        Assert.That((await market.OrderAsync(order.Id)).State, Is.EqualTo(OrderState.Disputed), "Stripe has refunded it; the books cannot know yet that they may");
        Assert.That((await market.OrderAsync(other.Id)).State, Is.EqualTo(OrderState.Refunded));

        await market.DeliverEventsAsync();
        await SweepAsync();
        Assert.That((await market.OrderAsync(order.Id)).State, Is.EqualTo(OrderState.Refunded));
        Assert.That((await market.FundsAsync(seller)).EscrowCents, Is.Zero);
    }

    [Test]
    public async Task ARefundMadeInStripesDashboard_IsFollowedByItsEvent()
    {
        var (seller, order) = await SaleAsync(19_99);
        await new RefundService(market.Stripe).CreateAsync(new() { Charge = await market.ChargeAsync(order.Id), Amount = 19_99 });
        await market.DeliverEventsAsync(times: 2);
        Assert.That((await market.OrderAsync(order.Id)).State, Is.EqualTo(OrderState.Refunded));
        Assert.That((await market.FundsAsync(seller)).EscrowCents, Is.Zero);
    }

    [Test]
    public async Task ARefundMadeInStripesDashboard_WhoseWebhookIsLost_IsFoundByTheSweep_AlsoAfterDaysOfOutage()
    {
        var (seller, order) = await SaleAsync(19_99);
        await SweepEventsAsync();
        await new RefundService(market.Stripe).CreateAsync(new() { Charge = await market.ChargeAsync(order.Id), Amount = 19_99 });
        await market.PassAsync(TimeSpan.FromDays(5));
        await SweepEventsAsync();
        Assert.That((await market.FundsAsync(seller)).EscrowCents, Is.Zero);
        Assert.That(await market.WithAsync((SweepProviderEvents sweep) => sweep.ExecuteAsync(CancellationToken.None)), Is.Zero, "what is stored is not new");
    }

    [Test]
    public async Task ARefundThatTheBankReturns_WhoseWebhookIsLost_IsFoundByTheSweep()
    {
        var (seller, order) = await SaleAsync(19_99, card: Market.RefundsFailLaterCard);
        await market.RefundAsync(order);
        Assert.That((await market.FundsAsync(seller)).EscrowCents, Is.Zero);
        await market.PassAsync(TimeSpan.FromMinutes(2));
        await SweepEventsAsync();
        Assert.That((await market.FundsAsync(seller)).EscrowCents, Is.EqualTo(1711));
    }

    [Test]
    public async Task TheEventOfARefund_BeforeThatOfItsSale_FindsBoth()
    {
        var seller = await market.SellerAsync();
        var buyer = await market.BuyerAsync();
        await market.PutInCartAsync(buyer, await market.ProductAsync(seller, 19_99));
        var checkout = (await market.CheckoutAsync(buyer, "k")).Value!;
        await market.PayAsync(checkout.Url!);
        var charge = (await new ChargeService(market.Stripe).ListAsync()).Data.Single();
        await new RefundService(market.Stripe).CreateAsync(new() { Charge = charge.Id, Amount = 4_00 });
        await market.DeliverEventsAsync(isReversed: true);
        Assert.That((await market.OrderAsync(checkout.OrderId)).State, Is.EqualTo(OrderState.PartiallyRefunded));
        Assert.That(await market.TotalAsync(LedgerAccounts.StripeClearing), Is.EqualTo(15_99));
    }

    [Test]
    public async Task AWeeklyRunAndARefundAtTheSameInstant_NeverPayTwice()
    {
        for (var round = 0; round < 5; round++)
        {
            var (seller, order) = await SaleAsync(19_99);
            await market.PassAsync(TimeSpan.FromDays(7));
            await market.PassAsync(Core.Payouts.PayoutPolicy.NextRun(market.Clock.GetUtcNow()) - market.Clock.GetUtcNow());
            var refund = market.RefundAsync(order);
            await Task.WhenAll(refund, market.RunPayoutsAsync());
            Assert.That((await refund).IsOk, (await refund).Error?.Code);
            await market.WorkAsync();
            await market.AssertBooksAsync();
            var funds = await market.FundsAsync(seller);
            Assert.That((funds.PayableCents, funds.ConnectedCents - funds.DebtCents), Is.EqualTo((0L, 0L)));
        }
    }

    [Test]
    public async Task ASeller_RefundsTheOwnLinesOnly()
    {
        var buyer = await market.BuyerAsync();
        var (mine, other) = (await market.SellerAsync(), await market.SellerAsync());
        var order = await market.PaidOrderAsync(buyer, await market.ProductAsync(mine, 10_00), await market.ProductAsync(other, 20_00));
        var seller = new RefundActor(mine, RefundOrigin.Seller);
        Assert.That((await market.RefundAsync(seller, order, line: 1)).Error?.Code, Is.EqualTo("not_found"));
        Assert.That((await market.RefundAsync(seller, order)).IsOk);
        Assert.That((await market.OrderAsync(order.Id)).Lines.Select(line => line.RefundedCents), Is.EqualTo(new[] { 10_00L, 0 }));
    }

    [Test]
    public async Task ABuyerAsks_TheSellerGrants_FromTwoTabs_OnceRefunded()
    {
        var (seller, order) = await SaleAsync(19_99);
        var asked = await AskAsync(order);
        Assert.That((await AskAsync(order)).Error?.Code, Is.EqualTo("refunds.already_asked"));
        Assert.That((await market.FundsAsync(seller)).EscrowCents, Is.EqualTo(1711), "nothing moves until it is granted");
        var actor = new RefundActor(seller, RefundOrigin.Seller);
        var grants = await Task.WhenAll(
            market.WithAsync((DecideRefund decide) => decide.GrantAsync(actor, asked.Value, CancellationToken.None)),
            market.WithAsync((DecideRefund decide) => decide.GrantAsync(actor, asked.Value, CancellationToken.None)));
        Assert.That(grants.Count(grant => grant.IsOk), Is.EqualTo(1));
        Assert.That((await market.OrderAsync(order.Id)).State, Is.EqualTo(OrderState.Refunded));
    }

    [Test]
    public async Task ABuyerAsks_AfterTheWindow_IsRefused()
    {
        var (_, order) = await SaleAsync(19_99);
        await market.PassAsync(TimeSpan.FromDays(7));
        Assert.That((await AskAsync(order)).IsOk, "to the second");
        var (_, late) = await SaleAsync(19_99);
        await market.PassAsync(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        Assert.That((await AskAsync(late)).Error?.Code, Is.EqualTo("refunds.window_over"));
    }

    [Test]
    public async Task APreview_SaysWhatTheRefundThenDoes()
    {
        var (seller, order) = await TransferredAsync(19_99);
        var preview = (await market.WithAsync((PreviewRefund previews) => previews.ExecuteAsync(new(order.Id, null, new(10_00, "USD"), ""), null, CancellationToken.None))).Value!.Lines.Single();
        Assert.That((preview.Parts.SellerCents, preview.Parts.PlatformFeeCents, preview.Parts.LossCents, preview.ReversedCents, preview.DebtCents), Is.EqualTo((856L, 100L, 44L, 856L, 0L)));
        await market.RefundAsync(order, 10_00);
        await market.WorkAsync();
        Assert.That((await market.FundsAsync(seller)).ConnectedCents, Is.EqualTo(1711 - 856));
    }

    private Task<Core.Kernel.Result<Guid>> AskAsync(Core.Orders.Order order) => market.WithAsync((RequestRefund ask) =>
        ask.ExecuteAsync(order.BuyerId, new(order.Id, null, null, "Does not fit"), Guid.NewGuid().ToString(), CancellationToken.None));

    /// <summary>An admin grants a refund, and the process dies before Stripe has it.</summary>
    private async Task DieAtRefundAsync(Core.Orders.Order order)
    {
        market.LostAnswers.DieAt("/refunds", isDone: false);
        await Assert.ThatAsync(() => market.RefundAsync(order), Throws.InstanceOf<ProcessDiedException>());
    }

    private async Task SweepAsync()
    {
        await market.PassAsync(TimeSpan.FromMinutes(3));
        await market.WithAsync((SweepRefunds sweep) => sweep.ExecuteAsync(CancellationToken.None));
    }

    private async Task SweepEventsAsync()
    {
        await market.WithAsync((SweepProviderEvents sweep) => sweep.ExecuteAsync(CancellationToken.None));
        await market.WorkAsync();
    }

    private async Task<(Guid Seller, Core.Orders.Order Order)> SaleAsync(long price, Guid? by = null, string card = Market.PlainCard)
    {
        var seller = by ?? await market.SellerAsync();
        return (seller, await market.PaidOrderAsync(card, await market.BuyerAsync(), await market.ProductAsync(seller, price)));
    }

    private async Task<(Guid Seller, Core.Orders.Order Order)> TransferredAsync(long price)
    {
        var (seller, order) = await SaleAsync(price);
        await market.PassAsync(TimeSpan.FromDays(7));
        await market.PassToNextRunAsync();
        Assert.That((await market.FundsAsync(seller)).ConnectedCents, Is.Positive);
        return (seller, order);
    }
}
