using Stripe;

namespace Marketplace.Tests.StripeSandbox;

/// <summary>Months of a subscription on the virtual clock.</summary>
internal sealed class BillingSubscriptionTests
{
    [Test]
    public async Task Subscription_Created_IsPaidAndActive()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var subscription = await scene.SubscribedAsync(scene.Pro);
        var invoice = await scene.Invoices.GetAsync(subscription.LatestInvoiceId, new InvoiceGetOptions { Expand = ["payments"] });
        var movement = (await new BalanceTransactionService(sandbox.Stripe).ListAsync()).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(subscription.Status, Is.EqualTo("active"));
            Assert.That(subscription.Items.Single().CurrentPeriodEnd, Is.EqualTo(RunningSandbox.Start.AddMonths(1).UtcDateTime));
            Assert.That((invoice.Status, invoice.BillingReason, invoice.AmountPaid, invoice.AmountRemaining), Is.EqualTo(("paid", "subscription_create", 49_00L, 0L)));
            Assert.That(invoice.Lines.Single().Description, Is.EqualTo("1 × Pro (at $49.00 / month)"));
            Assert.That(invoice.Payments.Single().Status, Is.EqualTo("paid"));
            Assert.That((movement.Amount, movement.Fee), Is.EqualTo((49_00L, 1_72L)));
            Assert.That(await scene.EventTypesAsync(), Is.SupersetOf(new[]
            {
                "customer.created", "invoice.created", "customer.subscription.created", "invoice.finalized", "charge.succeeded", "invoice.paid", "customer.subscription.updated",
            }));
        }
    }

    [Test]
    public async Task Subscription_ThreeRenewals_BillsEachMonthOnceAfterItsDraftHour()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var subscription = await scene.SubscribedAsync(scene.Pro);
        await sandbox.JumpAsync(RunningSandbox.Start.AddMonths(1) - RunningSandbox.Start);
        var draft = await scene.Invoices.GetAsync((await scene.GetAsync(subscription)).LatestInvoiceId);
        await sandbox.JumpAsync(TimeSpan.FromHours(1));
        var paid = await scene.Invoices.GetAsync(draft.Id);
        await sandbox.JumpAsync(RunningSandbox.Start.AddMonths(3).AddHours(2) - sandbox.Clock.GetUtcNow());
        var invoices = await scene.InvoicesAsync(subscription);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((draft.Status, paid.Status), Is.EqualTo(("draft", "paid")));
            Assert.That(invoices.Select(i => (i.Status, i.AmountPaid)), Is.EqualTo(Enumerable.Repeat(("paid", 49_00L), 4)));
            Assert.That(invoices.Select(i => i.Created), Is.EqualTo(Enumerable.Range(0, 4).Select(m => RunningSandbox.Start.AddMonths(m).UtcDateTime)));
            Assert.That(invoices.Select(i => i.Number[^4..]), Is.EqualTo(new[] { "0001", "0002", "0003", "0004" }));
            Assert.That(await sandbox.BalanceAsync(), Is.EqualTo((3 * 47_28L, 47_28L)));
            Assert.That(await new ChargeService(sandbox.Stripe).ListAsync(), Has.Exactly(4).Items);
        }
    }

    [Test]
    public async Task Subscription_BegunOnThe31st_KeepsItsDayAcrossShortMonths()
    {
        var start = new DateTimeOffset(2027, 1, 31, 9, 0, 0, TimeSpan.Zero);
        await using var sandbox = await RunningSandbox.StartAsync(now: start);
        var scene = await BillingScene.StartAsync(sandbox);
        var subscription = await scene.SubscribedAsync(scene.Pro);
        await sandbox.JumpAsync(TimeSpan.FromDays(130));
        var days = (await scene.InvoicesAsync(subscription)).Select(i => i.Created.Date);
        Assert.That(days, Is.EqualTo(new DateTime[] { new(2027, 1, 31), new(2027, 2, 28), new(2027, 3, 31), new(2027, 4, 30), new(2027, 5, 31) }));
    }

    [Test]
    public async Task Upgrade_HalfwayThroughThirtyDays_CostsExactlyHalfTheDifference()
    {
        // April has 30 days: from the 4th of one month to the 4th of the next.
        await using var sandbox = await RunningSandbox.StartAsync(now: RunningSandbox.Start.AddMonths(1));
        var scene = await BillingScene.StartAsync(sandbox);
        var subscription = await scene.SubscribedAsync(scene.Pro);
        await sandbox.JumpAsync(TimeSpan.FromDays(15));
        var preview = await scene.PreviewAsync(subscription, scene.Team);
        var upgraded = await scene.ChangeAsync(subscription, scene.Team);
        var invoice = await scene.Invoices.GetAsync(upgraded.LatestInvoiceId);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(preview.AmountDue, Is.EqualTo(50_00));
            Assert.That((invoice.AmountPaid, invoice.Status, invoice.BillingReason), Is.EqualTo((50_00L, "paid", "subscription_update")));
            Assert.That(invoice.Lines.Select(l => (l.Amount, l.Description)), Is.EqualTo(preview.Lines.Select(l => (l.Amount, l.Description))));
            Assert.That(invoice.Lines.Select(l => l.Amount), Is.EqualTo(new[] { -24_50L, 74_50L }));
            Assert.That(invoice.Lines.Select(l => l.Parent.SubscriptionItemDetails.Proration), Is.All.True);
            Assert.That(upgraded.Items.Single().Price.Id, Is.EqualTo(scene.Team.Id));
            Assert.That(upgraded.Items.Single().CurrentPeriodEnd, Is.EqualTo(subscription.Items.Single().CurrentPeriodEnd));
        }
    }

    [Test]
    public async Task Upgrade_AfterTenOfThirtyOneDays_CostsTheRestToTheCent()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var subscription = await scene.SubscribedAsync(scene.Pro);
        await sandbox.JumpAsync(TimeSpan.FromDays(10));
        var preview = await scene.PreviewAsync(subscription, scene.Team);
        var invoice = await scene.Invoices.GetAsync((await scene.ChangeAsync(subscription, scene.Team)).LatestInvoiceId);
        // 49.00 × 21/31 = 33.19(35) and 149.00 × 21/31 = 100.93(54).
        Assert.That(invoice.Lines.Select(l => l.Amount), Is.EqualTo(new[] { -33_19L, 100_94L }));
        Assert.That((preview.AmountDue, invoice.AmountPaid), Is.EqualTo((67_75L, 67_75L)));
    }

    [Test]
    public async Task Upgrade_PreviewedForASecond_IsChargedForThatSecond()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var subscription = await scene.SubscribedAsync(scene.Pro);
        await sandbox.JumpAsync(TimeSpan.FromDays(12.345));
        var moment = sandbox.Clock.GetUtcNow().UtcDateTime;
        var preview = await scene.PreviewAsync(subscription, scene.Team, moment);
        sandbox.Clock.Advance(TimeSpan.FromMinutes(20));
        var changed = await scene.ChangeAsync(subscription, scene.Team, o => o.ProrationDate = moment);
        var invoice = await scene.Invoices.GetAsync(changed.LatestInvoiceId);
        Assert.That(invoice.AmountPaid, Is.EqualTo(preview.AmountDue));
    }

    [Test]
    public async Task Upgrade_WithPaymentDeclined_KeepsTheOldPlanUntilPaid()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var subscription = await scene.SubscribedAsync(scene.Pro);
        await sandbox.JumpAsync(TimeSpan.FromDays(10));
        await scene.ReplaceCardAsync(subscription.CustomerId, "pm_card_chargeCustomerFail");
        var waiting = await scene.ChangeAsync(subscription, scene.Team);
        var method = await scene.ReplaceCardAsync(subscription.CustomerId, "pm_card_visa");
        await scene.Invoices.PayAsync(waiting.LatestInvoiceId, new InvoicePayOptions { PaymentMethod = method.Id });
        var after = await scene.GetAsync(subscription);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((waiting.Status, waiting.Items.Single().Price.Id), Is.EqualTo(("active", scene.Pro.Id)));
            Assert.That(waiting.PendingUpdate.SubscriptionItems.Single().Price.Id, Is.EqualTo(scene.Team.Id));
            Assert.That(after.Items.Single().Price.Id, Is.EqualTo(scene.Team.Id));
            Assert.That(after.PendingUpdate, Is.Null);
            Assert.That(await scene.EventTypesAsync(), Does.Contain("customer.subscription.pending_update_applied"));
        }
    }

    [Test]
    public async Task Upgrade_NeverPaid_LapsesAfterADayAndVoidsItsInvoice()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var subscription = await scene.SubscribedAsync(scene.Pro);
        await scene.ReplaceCardAsync(subscription.CustomerId, "pm_card_chargeCustomerFail");
        var waiting = await scene.ChangeAsync(subscription, scene.Team);
        await sandbox.JumpAsync(TimeSpan.FromHours(23));
        var after = await scene.GetAsync(subscription);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((after.Status, after.PendingUpdate, after.Items.Single().Price.Id), Is.EqualTo(("active", (SubscriptionPendingUpdate?)null, scene.Pro.Id)));
            Assert.That((await scene.Invoices.GetAsync(waiting.LatestInvoiceId)).Status, Is.EqualTo("void"));
        }
    }

    [Test]
    public async Task Downgrade_BySchedule_TakesEffectAtThePeriodsEndWithoutProration()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var subscription = await scene.SubscribedAsync(scene.Team);
        var schedules = new SubscriptionScheduleService(sandbox.Stripe);
        var schedule = await schedules.CreateAsync(new SubscriptionScheduleCreateOptions { FromSubscription = subscription.Id });
        var current = schedule.Phases.Single();
        await schedules.UpdateAsync(schedule.Id, new SubscriptionScheduleUpdateOptions
        {
            EndBehavior = "release",
            Phases =
            [
                new SubscriptionSchedulePhaseOptions { StartDate = current.StartDate, EndDate = current.EndDate, Items = [new SubscriptionSchedulePhaseItemOptions { Price = scene.Team.Id, Quantity = 1 }] },
                new SubscriptionSchedulePhaseOptions { Items = [new SubscriptionSchedulePhaseItemOptions { Price = scene.Pro.Id, Quantity = 1 }] },
            ],
        });
        await sandbox.JumpAsync(TimeSpan.FromDays(20));
        var before = await scene.GetAsync(subscription);
        await sandbox.JumpAsync(TimeSpan.FromDays(50));
        var after = await scene.GetAsync(subscription);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((before.Items.Single().Price.Id, before.ScheduleId), Is.EqualTo((scene.Team.Id, schedule.Id)));
            Assert.That((after.Items.Single().Price.Id, after.ScheduleId), Is.EqualTo((scene.Pro.Id, (string?)null)));
            Assert.That((await scene.InvoicesAsync(subscription)).Select(i => i.AmountPaid), Is.EqualTo(new[] { 149_00L, 49_00L, 49_00L }));
            Assert.That((await schedules.GetAsync(schedule.Id)).Status, Is.EqualTo("released"));
        }
    }

    [Test]
    public async Task Cancellation_AtPeriodEnd_CanBeTakenBackAndElseEndsThere()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var subscription = await scene.SubscribedAsync(scene.Pro);
        var canceling = await scene.Subscriptions.UpdateAsync(subscription.Id, new SubscriptionUpdateOptions { CancelAtPeriodEnd = true });
        await scene.Subscriptions.UpdateAsync(subscription.Id, new SubscriptionUpdateOptions { CancelAtPeriodEnd = false });
        await sandbox.JumpAsync(TimeSpan.FromDays(32));
        var resumed = await scene.GetAsync(subscription);
        await scene.Subscriptions.UpdateAsync(subscription.Id, new SubscriptionUpdateOptions { CancelAtPeriodEnd = true });
        await sandbox.JumpAsync(TimeSpan.FromDays(60));
        var ended = await scene.GetAsync(subscription);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((canceling.Status, canceling.CancelAtPeriodEnd, canceling.CancelAt), Is.EqualTo(("active", true, subscription.Items.Single().CurrentPeriodEnd)));
            Assert.That((resumed.Status, resumed.CancelAt), Is.EqualTo(("active", (DateTime?)null)));
            Assert.That((ended.Status, ended.EndedAt), Is.EqualTo(("canceled", RunningSandbox.Start.AddMonths(2).UtcDateTime)));
            Assert.That(await scene.InvoicesAsync(subscription), Has.Count.EqualTo(2));
            Assert.That(await scene.EventTypesAsync(), Does.Contain("customer.subscription.deleted"));
        }
    }

    [Test]
    public async Task Renewal_Declined_IsPastDueUntilANewCardPays()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var subscription = await scene.SubscribedAsync(scene.Pro);
        await scene.ReplaceCardAsync(subscription.CustomerId, "pm_card_chargeCustomerFail");
        var renewal = RunningSandbox.Start.AddMonths(1);
        await sandbox.JumpAsync(renewal.AddHours(2) - RunningSandbox.Start);
        var late = await scene.Subscriptions.GetAsync(subscription.Id, new SubscriptionGetOptions { Expand = ["latest_invoice"] });
        var refusal = Assert.ThrowsAsync<StripeException>(() => scene.Invoices.PayAsync(late.LatestInvoiceId));
        var method = await scene.ReplaceCardAsync(subscription.CustomerId, "pm_card_visa");
        var paid = await scene.Invoices.PayAsync(late.LatestInvoiceId, new InvoicePayOptions { PaymentMethod = method.Id });
        using (Assert.EnterMultipleScope())
        {
            Assert.That((late.Status, late.LatestInvoice.Status, late.LatestInvoice.AttemptCount), Is.EqualTo(("past_due", "open", 1L)));
            Assert.That(late.LatestInvoice.NextPaymentAttempt, Is.EqualTo(renewal.AddHours(1).AddDays(3).UtcDateTime));
            Assert.That((refusal.StripeError.Code, refusal.StripeError.DeclineCode), Is.EqualTo(("card_declined", "generic_decline")));
            Assert.That(paid.Status, Is.EqualTo("paid"));
            Assert.That((await scene.GetAsync(subscription)).Status, Is.EqualTo("active"));
            Assert.That(await scene.EventTypesAsync(), Does.Contain("invoice.payment_failed"));
        }
    }

    [Test]
    public async Task Renewal_NeverPaid_IsCanceledAfterTheLastRetry()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        var scene = await BillingScene.StartAsync(sandbox);
        var subscription = await scene.SubscribedAsync(scene.Pro);
        await scene.ReplaceCardAsync(subscription.CustomerId, "pm_card_chargeCustomerFail");
        await sandbox.JumpAsync(TimeSpan.FromDays(31 + 15));
        var pastDue = await scene.GetAsync(subscription);
        await sandbox.JumpAsync(TimeSpan.FromDays(1));
        var ended = await scene.GetAsync(subscription);
        var invoice = await scene.Invoices.GetAsync(ended.LatestInvoiceId);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pastDue.Status, Is.EqualTo("past_due"));
            Assert.That((ended.Status, ended.CancellationDetails.Reason), Is.EqualTo(("canceled", "payment_failed")));
            Assert.That((invoice.Status, invoice.AttemptCount, invoice.NextPaymentAttempt), Is.EqualTo(("open", 4L, (DateTime?)null)));
        }
    }
}
