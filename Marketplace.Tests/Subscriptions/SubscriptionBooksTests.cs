using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Marketplace.Core.Reconciliation;
using Marketplace.StripeSandbox.Disputes;
using Marketplace.StripeSandbox.Payments;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Subscriptions;

/// <summary>Subscriptions and the marketplace share one Stripe balance and no entry.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class SubscriptionBooksTests
{
    [Test]
    public async Task SalesAndSubscriptions_AreBookedApart_AndBothAreWhatStripeHas()
    {
        await using var market = await Market.OpenAsync();
        var seller = await market.SellerAsync();
        await market.PaidOrderAsync(await market.BuyerAsync(), await market.ProductAsync(seller, 10_000));
        await market.SubscriberAsync(Plan.Team);
        Assert.That((await market.TotalAsync(LedgerAccounts.StripeClearing), await market.TotalAsync(LedgerAccounts.SubscriptionClearing), await market.TotalAsync(LedgerAccounts.PlatformRevenue)),
            Is.EqualTo((10_000L, 14_900L, 1_000L)));
        await AssertAgreesAsync(market, compared: 2);
    }

    [Test]
    public async Task ARefundInStripesDashboard_IsBookedInTheSubscriptionsBook()
    {
        await using var market = await Market.OpenAsync();
        var person = await market.SubscriberAsync(Plan.Pro);
        var charge = (await market.InvoicesAsync(person)).Single().ChargeId!;
        await new Stripe.RefundService(market.Stripe).CreateAsync(new() { Charge = charge, Amount = 2_000 });
        await market.DeliverEventsAsync(times: 2);
        Assert.That((await market.TotalAsync(LedgerAccounts.SubscriptionClearing), await market.TotalAsync(LedgerAccounts.SubscriptionRevenue), await market.TotalAsync(LedgerAccounts.StripeClearing)),
            Is.EqualTo((2_900L, 2_900L - 172, 0L)));
        await AssertAgreesAsync(market, compared: 2);
    }

    [Test]
    public async Task ADispute_CostsTheAmountAndItsFee_InTheSubscriptionsBook()
    {
        await using var market = await Market.OpenAsync();
        var person = await market.SubscriberAsync(Plan.Pro);
        var charge = (await market.InvoicesAsync(person)).Single().ChargeId!;
        await market.AtStripeAsync(scope => DisputeActions.Open(scope, scope.Find<Charge>(charge)!, new DisputeOpening()));
        await market.DeliverEventsAsync(times: 2);
        Assert.That((await market.TotalAsync(LedgerAccounts.SubscriptionClearing), await market.TotalAsync(LedgerAccounts.SubscriptionRevenue), await market.TotalAsync(LedgerAccounts.StripeClearing)),
            Is.EqualTo((0L, -172L - 1_500, 0L)));
        await AssertAgreesAsync(market, compared: 2);
    }

    [Test]
    public async Task AChargeThatIsNotBooked_IsFound_AndHoldsNobodysPayout()
    {
        await using var market = await Market.OpenAsync();
        var seller = await market.SellerAsync();
        await market.PaidOrderAsync(await market.BuyerAsync(), await market.ProductAsync(seller, 10_000));
        var person = (await market.BuyerAsync()).Id;
        await market.PayAsync((await market.SubscribeAsync(person, Plan.Pro)).Value!.Url!);
        await market.PassAsync(TimeSpan.FromHours(2));
        var run = await market.WithAsync((Reconcile reconcile) => reconcile.ExecuteAsync(true, CancellationToken.None));
        var mismatch = await market.ReadAsync(db => db.Mismatches.SingleAsync());
        Assert.That((run!.Differed, mismatch.EventType, mismatch.StripeCents, mismatch.BookedCents, mismatch.SellerIds.Count), Is.EqualTo((1, "subscription_sale", 4_900L - 172, 0L, 0)));

        // The webhook that was late sets it right.
        await market.DeliverEventsAsync();
        await market.PassAsync(TimeSpan.FromHours(2));
        await market.WithAsync((Reconcile reconcile) => reconcile.ExecuteAsync(true, CancellationToken.None));
        Assert.That(await market.ReadAsync(db => db.Mismatches.CountAsync(found => found.ResolvedAt == null)), Is.Zero);
    }

    [Test]
    public async Task AnEntryThatMixesTheBooks_BreaksAnInvariant()
    {
        await using var market = await Market.OpenAsync();
        await market.ReadAsync(async db =>
        {
            var now = market.Clock.GetUtcNow();
            db.JournalEntries.Add(JournalEntry.Create("correction", "mixed", now, now,
            [
                PostingDraft.Debit(LedgerAccounts.SubscriptionClearing, new Money(100, "USD")),
                PostingDraft.Credit(LedgerAccounts.PlatformRevenue, new Money(100, "USD")),
            ]));
            return await db.SaveChangesAsync();
        });
        var broken = (await market.WithAsync((LedgerInvariants invariants) => invariants.CheckAsync(CancellationToken.None))).Where(invariant => !invariant.IsOk).Select(invariant => invariant.Name);
        Assert.That(broken, Does.Contain("Subscriptions and the marketplace have books of their own"));
    }

    private static async Task AssertAgreesAsync(Market market, int compared)
    {
        Assert.That((await market.WithAsync((LedgerInvariants invariants) => invariants.CheckAsync(CancellationToken.None))).Where(invariant => !invariant.IsOk), Is.Empty);
        await market.PassAsync(TimeSpan.FromHours(2));
        var run = await market.WithAsync((Reconcile reconcile) => reconcile.ExecuteAsync(true, CancellationToken.None));
        Assert.That((run!.Differed, run.Compared), Is.EqualTo((0, compared)));
    }
}
