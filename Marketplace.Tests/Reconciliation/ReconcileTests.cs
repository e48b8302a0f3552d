using Marketplace.Core.Reconciliation;
using Marketplace.StripeSandbox.Disputes;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Stripe;
using Charge = Marketplace.StripeSandbox.Payments.Charge;

namespace Marketplace.Tests.Reconciliation;

/// <summary>MONEY.md 20: a mismatch holds payouts of the touched sellers only.</summary>
internal sealed class ReconcileTests
{
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync() => market = await Market.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    [Test]
    public async Task BooksThatMatch_DifferNowhere_WhateverHappened()
    {
        var seller = await market.SellerAsync();
        var sold = await SellAsync(seller);
        await market.RefundAsync(sold, 5_00);
        var transferred = await SellAsync(seller);
        await market.PassAsync(TimeSpan.FromDays(7));
        await market.PassToNextRunAsync();
        await market.RefundAsync(transferred, 7_00);
        await market.WorkAsync();
        var charge = await market.ChargeAsync((await SellAsync(seller)).Id);
        var dispute = await market.AtStripeAsync(scope => DisputeActions.Open(scope, scope.Find<Charge>(charge)!, new DisputeOpening()));
        await market.AtStripeAsync(scope => DisputeActions.Decide(scope, dispute, "won").Id);
        await market.DeliverEventsAsync();
        await market.PassAsync(TimeSpan.FromDays(1));
        var run = await ReconcileAsync();
        Assert.That((run!.Compared, run.Differed), Is.EqualTo((10, 0)), "3 charges, 2 refunds, 2 transfers or 1, a reversal, a dispute and its return");
        Assert.That(await ReconcileAsync(), Is.Null, "once a day");
    }

    [Test]
    public async Task ARefundOurBooksDoNotKnow_HoldsItsSellersPayoutsOnly_UntilTheBooksMatch()
    {
        var (touched, other) = (await market.SellerAsync(), await market.SellerAsync());
        var order = await SellAsync(touched);
        await SellAsync(other);
        await new RefundService(market.Stripe).CreateAsync(new() { Charge = await market.ChargeAsync(order.Id), Amount = 19_99 });
        await market.PassAsync(TimeSpan.FromHours(26));
        var run = await ReconcileAsync();
        Assert.That(run!.Differed, Is.EqualTo(1));
        Assert.That(await market.ReadAsync(db => db.PayoutHolds.Select(hold => hold.SellerId).ToListAsync()), Is.EqualTo(new[] { touched }));
        await market.DeliverEventsAsync();
        await market.PassAsync(TimeSpan.FromHours(26));
        Assert.That((await ReconcileAsync())!.Differed, Is.Zero);
        Assert.That(await market.ReadAsync(db => db.PayoutHolds.Select(hold => hold.LiftedAt).SingleAsync()), Is.Not.Null);
        Assert.That(await market.ReadAsync(db => db.Mismatches.Select(mismatch => mismatch.ResolvedAt).SingleAsync()), Is.Not.Null);
        await market.AssertBooksAsync();
    }

    [Test]
    public async Task AnEntryThatIsNotAtStripe_HoldsItsSellersPayoutsOnly()
    {
        var (touched, other) = (await market.SellerAsync(), await market.SellerAsync());
        await SellAsync(touched);
        await SellAsync(other);
        await market.ReadAsync(async db =>
        {
            var now = market.Clock.GetUtcNow();
            db.JournalEntries.Add(Core.Ledger.JournalEntry.Create("transfer_reversal", "trr_never", now, now,
                [Core.Ledger.PostingDraft.Debit("connected", new(5_00, "USD"), touched), Core.Ledger.PostingDraft.Credit("debt", new(5_00, "USD"), touched)]));
            return await db.SaveChangesAsync();
        });
        await market.PassAsync(TimeSpan.FromHours(26));
        Assert.That((await ReconcileAsync())!.Differed, Is.EqualTo(1));
        await market.PassAsync(TimeSpan.FromDays(7));
        await market.PassToNextRunAsync();
        var paid = await market.ReadAsync(db => db.SellerTransfers.Select(transfer => transfer.SellerId).ToListAsync());
        Assert.That(paid, Is.EqualTo(new[] { other }));
    }

    private Task<ReconciliationRun?> ReconcileAsync() => market.WithAsync((Reconcile reconcile) => reconcile.ExecuteAsync(false, CancellationToken.None));

    private async Task<Core.Orders.Order> SellAsync(Guid seller) => await market.PaidOrderAsync(await market.BuyerAsync(), await market.ProductAsync(seller, 19_99));
}
