using Marketplace.Core.Accounts;
using Marketplace.Core.Ledger;
using Marketplace.Core.Payments;
using Marketplace.Core.Subscriptions;
using Marketplace.StripeSandbox.Faults;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Subscriptions;

/// <summary>MONEY.md, "Subscriptions", against the sandbox and its clock. The market begins on 4 March 2026, 10:30 UTC: a month of 31 days.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class SubscriptionScenarioTests
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 4, 10, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    [Test]
    public async Task AFirstMonth_IsPaidOnStripesPage_AndRenewsToTheCent()
    {
        await using var market = await Market.OpenAsync();
        var person = (await market.BuyerAsync()).Id;
        var page = (await market.SubscribeAsync(person, Plan.Pro)).Value!;
        Assert.That((page.Outcome, await market.PlanAsync(person)), Is.EqualTo((SubscribeOutcome.Checkout, Plan.Free)));

        await market.PayAsync(page.Url!);
        Assert.That(await market.PlanAsync(person), Is.EqualTo(Plan.Free), "the redirect alone gives nothing");
        await market.DeliverEventsAsync();
        var first = await market.SubscriptionAsync(person);
        Assert.That((await market.PlanAsync(person), first.Status, first.PeriodStart, first.PeriodEnd),
            Is.EqualTo((Plan.Pro, SubscriptionStatus.Active, Begin, new DateTimeOffset(2026, 4, 4, 10, 30, 0, TimeSpan.Zero))));

        // Two renewals: April and May.
        await market.LiveAsync(62 * Day);
        var invoices = await market.InvoicesAsync(person);
        Assert.That(invoices.Select(invoice => (invoice.Status, invoice.PaidCents)), Is.EqualTo(Enumerable.Repeat(("paid", 4_900L), 3)));
        Assert.That(await market.NewsAsync(person), Is.EquivalentTo(new[] { "started", "invoice_paid", "invoice_paid", "invoice_paid" }));

        // Stripe keeps 2.9 % and 30 cents of each: $1.72.
        await AssertBooksAsync(market, gross: 3 * 4_900, fees: 3 * 172);
    }

    [Test]
    public async Task AYear_CostsTenMonths()
    {
        await using var market = await Market.OpenAsync();
        var person = await market.SubscriberAsync(Plan.Pro, BillingInterval.Year);
        var subscription = await market.SubscriptionAsync(person);
        Assert.That(((await market.InvoicesAsync(person)).Single().PaidCents, subscription.PeriodEnd), Is.EqualTo((49_000L, Begin.AddYears(1))));
    }

    [TestCase(15.5, 5_000, TestName = "AnUpgrade_ExactlyHalfWay_Costs50Dollars")]
    [TestCase(10, 6_775, TestName = "AnUpgrade_After10Of31Days_CostsWhatIsLeft")]
    public async Task AnUpgrade(double days, long due)
    {
        await using var market = await Market.OpenAsync();
        var person = await market.SubscriberAsync(Plan.Pro);
        await market.LiveAsync(days * Day);

        var outlook = (await market.OutlookAsync(person, Plan.Team)).Value!;
        Assert.That((outlook.Kind, outlook.DueNow.Cents, outlook.Lines.Sum(line => line.Amount.Cents), outlook.NextPrice!.Value.Cents),
            Is.EqualTo(((SubscriptionChangeKind?)SubscriptionChangeKind.Upgrade, due, due, 14_900L)));

        // A minute of thought does not change the price that was shown.
        await market.PassAsync(TimeSpan.FromMinutes(1));
        var done = (await market.SubscribeAsync(person, Plan.Team, at: outlook.ProrationDate)).Value!;
        Assert.That((done.Outcome, await market.PlanAsync(person)), Is.EqualTo((SubscribeOutcome.Changed, Plan.Team)));
        Assert.That((await market.InvoicesAsync(person))[^1].PaidCents, Is.EqualTo(due));

        await market.LiveAsync(31 * Day);
        Assert.That((await market.InvoicesAsync(person))[^1].PaidCents, Is.EqualTo(14_900));
    }

    [Test]
    public async Task AnUpgradeToAYear_StartsAYearAtOnce()
    {
        await using var market = await Market.OpenAsync();
        var person = await market.SubscriberAsync(Plan.Pro);
        await market.LiveAsync(15.5 * Day);
        var outlook = (await market.OutlookAsync(person, Plan.Pro, BillingInterval.Year)).Value!;

        // Half a month of Pro comes back.
        Assert.That(outlook.DueNow.Cents, Is.EqualTo(49_000 - 2_450));
        await market.SubscribeAsync(person, Plan.Pro, BillingInterval.Year, at: outlook.ProrationDate);
        var after = await market.SubscriptionAsync(person);
        Assert.That((after.Interval, after.PeriodEnd), Is.EqualTo((BillingInterval.Year, (Begin + (15.5 * Day)).AddYears(1))));
    }

    [Test]
    public async Task ADowngrade_WaitsForThePeriodsEnd_AndCanBeTakenBack()
    {
        await using var market = await Market.OpenAsync();
        var person = await market.SubscriberAsync(Plan.Team);
        await market.LiveAsync(10 * Day);
        Assert.That((await market.SubscribeAsync(person, Plan.Pro)).Value!.Outcome, Is.EqualTo(SubscribeOutcome.Scheduled));
        var planned = await market.SubscriptionAsync(person);
        Assert.That((await market.PlanAsync(person), planned.Plan, planned.NextPlan), Is.EqualTo((Plan.Team, Plan.Team, (Plan?)Plan.Pro)));

        Assert.That((await market.ResumeAsync(person)).IsOk);
        Assert.That((await market.SubscriptionAsync(person)).NextPlan, Is.Null);
        Assert.That((await market.ResumeAsync(person)).Error, Is.EqualTo(SubscriptionErrors.NothingToResume));

        await market.SubscribeAsync(person, Plan.Pro);
        await market.LiveAsync(22 * Day);
        Assert.That(await market.PlanAsync(person), Is.EqualTo(Plan.Pro));
        Assert.That((await market.InvoicesAsync(person)).Select(invoice => invoice.PaidCents), Is.EqualTo(new long[] { 14_900, 4_900 }));
        Assert.That(await market.NewsAsync(person), Is.SupersetOf(new[] { "change_planned", "resumed", "changed" }));
    }

    [Test]
    public async Task ACancellation_EndsWithThePaidPeriod_AndCanBeTakenBack()
    {
        await using var market = await Market.OpenAsync();
        var person = await market.SubscriberAsync(Plan.Pro);
        Assert.That((await market.CancelAsync(person)).Value!.Outcome, Is.EqualTo(SubscribeOutcome.Scheduled));
        var ending = await market.SubscriptionAsync(person);
        Assert.That((ending.CancelAt, await market.PlanAsync(person)), Is.EqualTo(((DateTimeOffset?)ending.PeriodEnd, Plan.Pro)));
        Assert.That((await market.CancelAsync(person)).Error, Is.EqualTo(SubscriptionErrors.AlreadyEnding));

        Assert.That((await market.ResumeAsync(person)).IsOk);
        await market.LiveAsync(32 * Day);
        Assert.That(await market.PlanAsync(person), Is.EqualTo(Plan.Pro));

        await market.SubscribeAsync(person, Plan.Free);
        await market.LiveAsync(32 * Day);
        Assert.That((await market.PlanAsync(person), (await market.SubscriptionAsync(person)).EndedAt is not null, (await market.InvoicesAsync(person)).Count), Is.EqualTo((Plan.Free, true, 2)));
        Assert.That((await market.NewsAsync(person))[^1], Is.EqualTo("ended"));

        // And a new one may begin.
        Assert.That((await market.SubscribeAsync(person, Plan.Team)).Value!.Outcome, Is.EqualTo(SubscribeOutcome.Checkout));
    }

    [Test]
    public async Task ADeclinedRenewal_KeepsTheRightsSevenDays_AndANewCardRecovers()
    {
        await using var market = await Market.OpenAsync();
        var person = await market.SubscriberAsync(Plan.Pro);
        await market.ReplaceCardAsync(person, Market.FailsLaterCard);
        await market.LiveAsync((31 * Day) + TimeSpan.FromHours(2));
        var late = await market.SubscriptionAsync(person);
        Assert.That((late.Status, await market.PlanAsync(person), late.PayUrl is not null), Is.EqualTo((SubscriptionStatus.PastDue, Plan.Pro, true)));

        await market.LiveAsync(4 * Day);
        await market.ReplaceCardAsync(person, Market.PlainCard);

        // The next try of Stripe's schedule: 3, then 5 days later.
        await market.LiveAsync(5 * Day);
        Assert.That(((await market.SubscriptionAsync(person)).Status, await market.PlanAsync(person)), Is.EqualTo((SubscriptionStatus.Active, Plan.Pro)));
        var news = await market.NewsAsync(person);
        Assert.That((news.Count(item => item == "payment_failed"), news.Contains("recovered"), news.Contains("ended")), Is.EqualTo((2, true, false)));
        await AssertBooksAsync(market, gross: 2 * 4_900, fees: 2 * 172);
    }

    [Test]
    public async Task ARenewalThatIsNeverPaid_IsFreeAfterSevenDays_AndCancelledAfterTheLastTry()
    {
        await using var market = await Market.OpenAsync();
        var person = await market.SubscriberAsync(Plan.Team);
        await market.ReplaceCardAsync(person, Market.FailsLaterCard);
        await market.LiveAsync((31 * Day) + TimeSpan.FromHours(2));
        var since = (await market.SubscriptionAsync(person)).PastDueSince!.Value;

        await market.LiveAsync(since + SubscriptionPolicy.Grace - TimeSpan.FromMinutes(1) - market.Clock.GetUtcNow());
        Assert.That(await market.PlanAsync(person), Is.EqualTo(Plan.Team));
        await market.LiveAsync(TimeSpan.FromMinutes(2));
        Assert.That((await market.PlanAsync(person), (await market.SubscriptionAsync(person)).Status), Is.EqualTo((Plan.Free, SubscriptionStatus.PastDue)));

        await market.LiveAsync(2 * Day);
        await market.LiveAsync(7 * Day);
        Assert.That(((await market.SubscriptionAsync(person)).Status, await market.PlanAsync(person)), Is.EqualTo((SubscriptionStatus.Canceled, Plan.Free)));
        Assert.That((await market.NewsAsync(person)).Count(item => item == "payment_failed"), Is.EqualTo(4));
        await AssertBooksAsync(market, gross: 14_900, fees: 462);
    }

    [Test]
    public async Task AnUpgradeWhosePaymentFails_LeavesTheOldPlan_AndBeginsWhenItIsPaid()
    {
        await using var market = await Market.OpenAsync();
        var person = await market.SubscriberAsync(Plan.Pro);
        await market.ReplaceCardAsync(person, Market.FailsLaterCard);
        var done = (await market.SubscribeAsync(person, Plan.Team)).Value!;
        var waiting = await market.SubscriptionAsync(person);
        Assert.That((done.Outcome, done.Url is not null, waiting.Plan, waiting.PendingPlan, await market.PlanAsync(person)),
            Is.EqualTo((SubscribeOutcome.PaymentNeeded, true, Plan.Pro, (Plan?)Plan.Team, Plan.Pro)));
        Assert.That((await market.SubscribeAsync(person, Plan.Enterprise)).Error, Is.EqualTo(SubscriptionErrors.PaymentPending));

        // Taken back: nothing is owed.
        Assert.That((await market.ResumeAsync(person)).IsOk);
        Assert.That(((await market.SubscriptionAsync(person)).PendingPlan, (await market.InvoicesAsync(person))[^1].Status), Is.EqualTo(((Plan?)null, "void")));

        // Again, and paid on the invoice's page with another card.
        var again = (await market.SubscribeAsync(person, Plan.Team)).Value!;
        await market.PayAsync(again.Url!);
        await market.DeliverEventsAsync();
        Assert.That((await market.PlanAsync(person), (await market.SubscriptionAsync(person)).PendingPlan), Is.EqualTo((Plan.Team, (Plan?)null)));
    }

    [Test]
    public async Task AnUpgradeThatIsNeverPaid_IsDroppedByStripe_AndTheOldPlanStays()
    {
        await using var market = await Market.OpenAsync();
        var person = await market.SubscriberAsync(Plan.Pro);
        await market.ReplaceCardAsync(person, Market.FailsLaterCard);
        await market.SubscribeAsync(person, Plan.Team);
        await market.LiveAsync(Day);
        var after = await market.SubscriptionAsync(person);
        Assert.That((after.Plan, after.PendingPlan, after.Status, await market.PlanAsync(person)), Is.EqualTo((Plan.Pro, (Plan?)null, SubscriptionStatus.Active, Plan.Pro)));
    }

    [Test]
    public async Task TwoTabs_UpgradeAtOnce_ChargesOnce()
    {
        await using var market = await Market.OpenAsync();
        var person = await market.SubscriberAsync(Plan.Pro);
        await market.LiveAsync(15.5 * Day);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => market.SubscribeAsync(person, Plan.Team)));
        Assert.That(answers.Count(answer => answer.IsOk), Is.EqualTo(1), string.Join("; ", answers.Select(answer => answer.Error?.Code ?? "ok")));
        Assert.That((await market.InvoicesAsync(person)).Select(invoice => invoice.PaidCents), Is.EqualTo(new long[] { 4_900, 5_000 }));
    }

    [Test]
    public async Task TheSameKey_IsTheSameChange_AndAnotherBodyIsRefused()
    {
        await using var market = await Market.OpenAsync();
        var person = await market.SubscriberAsync(Plan.Pro);
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => market.SubscribeAsync(person, Plan.Team, key: "one")));
        Assert.That(answers.Select(answer => answer.Value?.Outcome), Is.All.EqualTo(SubscribeOutcome.Changed), string.Join("; ", answers.Select(answer => answer.Error?.Code ?? "ok")));
        Assert.That((await market.SubscribeAsync(person, Plan.Enterprise, key: "one")).Error, Is.EqualTo(IdempotentRequests.KeyReused));
        Assert.That(await market.InvoicesAsync(person), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task TwoTabs_SubscribeAtOnce_OpenOnePage_AndNobodyPaysTwice()
    {
        await using var market = await Market.OpenAsync();
        var person = (await market.BuyerAsync()).Id;
        var pages = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => market.SubscribeAsync(person, Plan.Pro)));
        Assert.That(pages.Select(page => page.Value!.Url).Distinct().Count(), Is.EqualTo(1));

        // Another tab, another plan: the first page is closed.
        var other = (await market.SubscribeAsync(person, Plan.Team)).Value!;
        Assert.That(other.Url, Is.Not.EqualTo(pages[0].Value!.Url));
        await market.PayAsync(other.Url!);
        await market.DeliverEventsAsync();
        Assert.That((await market.PlanAsync(person), (await market.InvoicesAsync(person)).Single().PaidCents), Is.EqualTo((Plan.Team, 14_900L)));

        // Whoever comes back to the pricing page now changes what is there.
        Assert.That((await market.SubscribeAsync(person, Plan.Team)).Error, Is.EqualTo(SubscriptionErrors.AlreadyThere));
    }

    [Test]
    public async Task Webhooks_TwiceAndInReverse_EndWhereStripeIs()
    {
        await using var market = await Market.OpenAsync();
        var person = await market.SubscriberAsync(Plan.Pro);
        await market.PassAsync(10 * Day);
        await market.SubscribeAsync(person, Plan.Team);
        await market.PassAsync(25 * Day);
        await market.DeliverEventsAsync(times: 2, isReversed: true);
        Assert.That((await market.PlanAsync(person), (await market.InvoicesAsync(person)).Sum(invoice => invoice.PaidCents)), Is.EqualTo((Plan.Team, 4_900 + 6_775L + 14_900)));
        Assert.That(await market.NewsAsync(person), Is.EquivalentTo(new[] { "started", "invoice_paid", "changed", "invoice_paid", "invoice_paid" }));
    }

    [Test]
    public async Task AnEventOfAnInvoiceThatIsNotThereYet_OrOfAStrangers_IsNothing()
    {
        await using var market = await Market.OpenAsync();
        foreach (var (type, id) in new[] { ("invoice.upcoming", ""), ("invoice.paid", "in_nobodys"), ("customer.subscription.updated", "sub_nobodys") })
        {
            await market.WithAsync((ReceiveProviderEvent receive) => receive.ExecuteAsync($"evt_{type}", type, id, null, CancellationToken.None));
        }

        await market.WorkAsync();
        Assert.That(await market.ReadAsync(db => db.OutboxMessages.CountAsync(message => message.HandledAt == null)), Is.Zero);
    }

    [Test]
    public async Task WithoutAnyWebhook_TheSweepFindsTheFirstPayment_TheRenewalAndTheEnd()
    {
        await using var market = await Market.OpenAsync();
        var person = (await market.BuyerAsync()).Id;
        var page = (await market.SubscribeAsync(person, Plan.Pro)).Value!;
        await market.PayAsync(page.Url!);
        await market.PassAsync(SubscriptionPolicy.CheckOpenAfter);
        await market.SweepSubscriptionsAsync();
        Assert.That(await market.PlanAsync(person), Is.EqualTo(Plan.Pro));

        await market.PassAsync(32 * Day);
        await market.SweepSubscriptionsAsync();
        Assert.That(await market.InvoicesAsync(person), Has.Count.EqualTo(2));
        await market.CancelAsync(person);
        await market.PassAsync(31 * Day);
        await market.SweepSubscriptionsAsync();
        Assert.That(await market.PlanAsync(person), Is.EqualTo(Plan.Free));
    }

    [Test]
    public async Task AnAnswerThatIsLost_IsFoundAgain_AndNothingIsChargedTwice()
    {
        await using var market = await Market.OpenAsync();
        var person = await market.SubscriberAsync(Plan.Pro);
        market.StripeFaults.Add(new FaultRule(FaultKind.LostAnswer, "POST /v1/subscriptions/"));
        await market.SubscribeAsync(person, Plan.Team);
        await market.PassAsync(SubscriptionPolicy.ChangeLostAfter);
        await market.SweepSubscriptionsAsync();
        Assert.That((await market.PlanAsync(person), (await market.InvoicesAsync(person)).Count), Is.EqualTo((Plan.Team, 2)));
        Assert.That((await market.SubscribeAsync(person, Plan.Team)).Error, Is.EqualTo(SubscriptionErrors.AlreadyThere));
    }

    [Test]
    public async Task TheMirror_RunTwiceAtOnce_HasEachPriceOnce()
    {
        await using var market = await Market.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => market.WithAsync(async (MirrorPlans mirror) =>
        {
            await mirror.ExecuteAsync(CancellationToken.None);
            return true;
        })));
        var prices = await new Stripe.PriceService(market.Stripe).ListAsync(new() { Limit = 100, Active = true });
        Assert.That(prices.Select(price => (price.LookupKey, price.UnitAmount)), Is.EquivalentTo(new (string, long?)[]
        {
            ("pro_month", 4_900), ("pro_year", 49_000), ("team_month", 14_900), ("team_year", 149_000), ("enterprise_month", 49_900), ("enterprise_year", 499_000),
        }));
    }

    /// <summary>Subscriptions' books by themselves, the marketplace's untouched, and both as Stripe has them.</summary>
    private static async Task AssertBooksAsync(Market market, long gross, long fees)
    {
        Assert.That((
            await market.TotalAsync(LedgerAccounts.SubscriptionClearing),
            await market.TotalAsync(LedgerAccounts.SubscriptionFees),
            await market.TotalAsync(LedgerAccounts.SubscriptionRevenue),
            await market.TotalAsync(LedgerAccounts.StripeClearing)), Is.EqualTo((gross, fees, gross - fees, 0L)));
        Assert.That((await market.WithAsync((LedgerInvariants invariants) => invariants.CheckAsync(CancellationToken.None))).Where(invariant => !invariant.IsOk), Is.Empty);
        await market.PassAsync(TimeSpan.FromHours(2));
        var run = await market.WithAsync((Core.Reconciliation.Reconcile reconcile) => reconcile.ExecuteAsync(true, CancellationToken.None));
        Assert.That(run!.Differed, Is.Zero);
    }
}
