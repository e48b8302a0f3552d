using Marketplace.Core.Accounts;
using Marketplace.Core.Notifications;
using Marketplace.Core.Outbox;
using Marketplace.Core.Subscriptions;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Notifications;

/// <summary>What subscribers and teams are written: amounts, days, links, and each once.</summary>
internal sealed class SubscriptionMailsTests
{
    private PlanMarket market = null!;
    private User person = null!;
    private Subscription subscription = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        market = await PlanMarket.OpenAsync();
        person = await market.PersonAsync("Percy");
        var now = market.Clock.GetUtcNow();
        subscription = new()
        {
            Id = Guid.CreateVersion7(now),
            UserId = person.Id,
            StripeId = "sub_1",
            Plan = Plan.Team,
            Interval = BillingInterval.Month,
            Status = SubscriptionStatus.Active,
            PeriodStart = now,
            PeriodEnd = now.AddMonths(1),
            PayUrl = "https://stripe.test/pay",
            CreatedAt = now,
            CheckedAt = now,
        };
        await AddAsync(subscription);
        await AddInvoiceAsync("in_first", 149_00, paidAt: now);
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    [Test]
    public async Task TheWelcome_SaysWhatThePlanHas_AndWhatWasPaid_AndTheFirstInvoiceBringsNoSecondMail()
    {
        await TwiceAsync(new SubscriptionStarted(person.Id, subscription.Id));
        await TwiceAsync(new SubscriptionInvoicePaid(person.Id, "in_first"));
        var (_, subject, text) = (await market.MailsAsync(person, "subscription-")).Single();
        Assert.That(subject, Is.EqualTo("You have the Team plan"));
        Assert.That(text, Does.Contain("$149.00").And.Contain("5,000").And.Contain("People: 5").And.Contain("4 April 2026").And.Contain("https://shop.test/account/subscription"));
    }

    [Test]
    public async Task ARenewal_IsReceipted()
    {
        market.Clock.Advance(TimeSpan.FromDays(31));
        await AddInvoiceAsync("in_second", 149_00, paidAt: market.Clock.GetUtcNow());
        await TwiceAsync(new SubscriptionInvoicePaid(person.Id, "in_second"));
        var (_, subject, text) = (await market.MailsAsync(person, "subscription-")).Single();
        Assert.That(subject, Is.EqualTo("Your payment of $149.00"));
        Assert.That(text, Does.Contain("N-in_second"));
    }

    [Test]
    public async Task ADeclinedRenewal_NamesTheAttempt_TheNextTry_TheEndOfRights_AndWhereToPay()
    {
        await AddInvoiceAsync("in_late", 149_00, paidAt: null, nextAt: market.Clock.GetUtcNow().AddDays(3));
        await PastDueAsync();
        await TwiceAsync(new SubscriptionPaymentFailed(person.Id, "in_late", 1));
        await TwiceAsync(new SubscriptionPaymentFailed(person.Id, "in_late", 2));
        var mails = await market.MailsAsync(person, "subscription-payment-failed:");
        Assert.That(mails.Select(mail => mail.Subject), Is.EqualTo(new[] { "Your payment of $149.00 was declined", "Your payment of $149.00 was declined" }));
        Assert.That(mails[0].Text, Does.Contain("first attempt").And.Contain("7 March 2026").And.Contain("Until 11 March 2026").And.Contain("Pay $149.00: https://stripe.test/in_late"));
        Assert.That(mails[1].Text, Does.Contain("second attempt"));
    }

    [Test]
    public async Task ADeclineThatWasPaidMeanwhile_SaysNothing()
    {
        await TwiceAsync(new SubscriptionPaymentFailed(person.Id, "in_first", 1));
        Assert.That(await market.MailsAsync(person, "subscription-"), Is.Empty);
    }

    [Test]
    public async Task TwoDaysBeforeTheGraceEnds_OneReminderGoes_AndNoneAfterPayment()
    {
        await PastDueAsync();
        await RemindAsync(days: 4.9, expected: 0);
        await RemindAsync(days: 0.2, expected: 1);
        await RemindAsync(days: 1, expected: 1);
        var (_, subject, text) = (await market.MailsAsync(person, "subscription-grace:")).Single();
        Assert.That((subject, text), Is.EqualTo(("Your Team plan ends on 11 March 2026", text)));
        Assert.That(text, Does.Contain("https://stripe.test/pay"));
        await ChangeAsync(changed => (changed.Status, changed.PastDueSince) = (SubscriptionStatus.Active, null));
        await RemindAsync(days: 0, expected: 1);
    }

    [Test]
    public async Task EachTurn_IsToldOnce_WithItsDay()
    {
        var at = market.Clock.GetUtcNow().AddDays(20);
        await TwiceAsync(new SubscriptionChanged(person.Id, subscription.Id, Plan.Pro, Plan.Team, at));
        await TwiceAsync(new SubscriptionChangePlanned(person.Id, subscription.Id, Plan.Pro, at, at));
        await TwiceAsync(new SubscriptionCancelPlanned(person.Id, subscription.Id, at, at));
        await TwiceAsync(new SubscriptionResumed(person.Id, subscription.Id, at));
        await TwiceAsync(new SubscriptionRecovered(person.Id, subscription.Id));
        await TwiceAsync(new SubscriptionEnded(person.Id, subscription.Id, ForNonPayment: true));
        Assert.That((await market.MailsAsync(person, "subscription-")).Select(mail => mail.Subject), Is.EquivalentTo(new[]
        {
            "You have the Team plan",
            "Your plan changes on 24 March 2026",
            "Your Team plan ends on 24 March 2026",
            "Your Team plan goes on",
            "Paid: your Team plan goes on",
            "Your Team plan has ended without payment",
        }));
    }

    [Test]
    public async Task AnotherInterval_IsNoOtherPlan_AndASecondCancellationIsToldAgain()
    {
        var at = market.Clock.GetUtcNow();
        await TwiceAsync(new SubscriptionChanged(person.Id, subscription.Id, Plan.Team, Plan.Team, at));
        Assert.That((await market.MailsAsync(person, "subscription-changed:")).Single().Text, Does.Contain("Your Team plan is paid by the month from now on").And.Not.Contain("instead of"));
        await TwiceAsync(new SubscriptionCancelPlanned(person.Id, subscription.Id, at.AddDays(20), at));
        await TwiceAsync(new SubscriptionCancelPlanned(person.Id, subscription.Id, at.AddDays(20), at.AddMinutes(1)));
        Assert.That(await market.MailsAsync(person, "subscription-cancelled:"), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task AnEndAsCancelled_DoesNotSpeakOfPayment()
    {
        await TwiceAsync(new SubscriptionEnded(person.Id, subscription.Id, ForNonPayment: false));
        var (_, subject, text) = (await market.MailsAsync(person, "subscription-ended:")).Single();
        Assert.That((subject, text.Contains("not paid", StringComparison.Ordinal)), Is.EqualTo(("Your Team plan has ended", false)));
    }

    [Test]
    public async Task ALostPlan_ListsWhatRests_AndWithNothingToListNothingIsSent()
    {
        var lonely = await market.PersonAsync("Lone", Plan.Pro);
        await market.GiveAsync(lonely, Plan.Free);
        Assert.That(await market.MailsAsync(lonely, "plan-lost:"), Is.Empty);

        var (owner, member) = (await market.PersonAsync("Olive", Plan.Team), await market.PersonAsync("Mia"));
        await market.JoinAsync(owner, member);
        await market.GiveAsync(owner, Plan.Free);
        var (_, subject, text) = (await market.MailsAsync(owner, "plan-lost:")).Single();
        Assert.That(subject, Is.EqualTo("What rests without the Team plan"));
        Assert.That(text, Does.Contain("1 of your team’s 1 members").And.Contain("https://shop.test/account/team"));

        await market.GiveAsync(owner, Plan.Team);
        market.Clock.Advance(TimeSpan.FromDays(1));
        await market.GiveAsync(owner, Plan.Free);
        Assert.That(await market.MailsAsync(owner, "plan-lost:"), Has.Count.EqualTo(2), "The second loss is another.");
    }

    [Test]
    public async Task RightsThatEndUnpaid_AreTold_WithTheWayToPay()
    {
        await market.GiveAsync(person, Plan.Team, market.Clock.GetUtcNow() + SubscriptionPolicy.Grace);
        await PastDueAsync();
        market.Clock.Advance(SubscriptionPolicy.Grace);
        await market.WithAsync((PlanRights rights) => rights.EndDueAsync(CancellationToken.None));
        await market.DrainAsync();
        var (_, subject, text) = (await market.MailsAsync(person, "plan-lost:")).Single();
        Assert.That(subject, Is.EqualTo("Your Team plan rests until it is paid"));
        Assert.That(text, Does.Contain("Pay now: https://stripe.test/pay"));
    }

    [Test]
    public async Task WhoComesAndGoes_IsTold()
    {
        var (owner, mia, max) = (await market.PersonAsync("Olive", Plan.Team), await market.PersonAsync("Mia"), await market.PersonAsync("Max"));
        await market.JoinAsync(owner, mia);
        await market.JoinAsync(owner, max);
        await market.WithAsync((LeaveTeam leave) => leave.ExecuteAsync(mia.Id, CancellationToken.None));
        var seatId = await market.ReadAsync(db => Task.FromResult(db.TeamSeats.Single(seat => seat.UserId == max.Id).Id));
        await market.WithAsync((RemoveSeat remove) => remove.ExecuteAsync(owner.Id, seatId, CancellationToken.None));
        await market.DrainAsync();
        Assert.That((await market.MailsAsync(owner, "team-")).Select(mail => mail.Subject), Is.EquivalentTo(new[] { "Mia has joined Olive’s team", "Max has joined Olive’s team", "Mia has left Olive’s team" }));
        Assert.That((await market.MailsAsync(max, "team-")).Single().Subject, Is.EqualTo("You are no longer in Olive’s team"));
        Assert.That(await market.MailsAsync(mia, "team-"), Is.Empty);
    }

    private async Task TwiceAsync<T>(T message) where T : IOutboxEvent
    {
        await market.PublishAsync(message);
        await market.PublishAsync(message);
    }

    private async Task RemindAsync(double days, int expected)
    {
        market.Clock.Advance(TimeSpan.FromDays(days));
        await market.WithAsync((SubscriptionReminders reminders) => reminders.ExecuteAsync(CancellationToken.None));
        Assert.That(await market.MailsAsync(person, "subscription-grace:"), Has.Count.EqualTo(expected));
    }

    private Task PastDueAsync() => ChangeAsync(changed => (changed.Status, changed.PastDueSince) = (SubscriptionStatus.PastDue, market.Clock.GetUtcNow()));

    private Task ChangeAsync(Action<Subscription> change) => market.ReadAsync(db =>
    {
        change(db.Subscriptions.Single());
        return db.SaveChangesAsync();
    });

    private Task AddInvoiceAsync(string id, long cents, DateTimeOffset? paidAt, DateTimeOffset? nextAt = null)
    {
        var now = market.Clock.GetUtcNow();
        return AddAsync(new SubscriptionInvoice
        {
            Id = id,
            UserId = person.Id,
            Number = $"N-{id}",
            Reason = id == "in_first" ? SubscriptionInvoice.First : SubscriptionInvoice.Renewal,
            Status = paidAt is null ? "open" : "paid",
            Currency = "USD",
            TotalCents = cents,
            PaidCents = paidAt is null ? 0 : cents,
            Description = "Team, monthly",
            PeriodStart = now,
            PeriodEnd = now.AddMonths(1),
            NextAttemptAt = nextAt,
            HostedUrl = $"https://stripe.test/{id}",
            PaidAt = paidAt,
            CreatedAt = now,
        });
    }

    private Task AddAsync(object row) => market.ReadAsync(db =>
    {
        db.Add(row);
        return db.SaveChangesAsync();
    });
}
