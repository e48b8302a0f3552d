using Marketplace.Core.Accounts;
using Marketplace.Core.Subscriptions;

namespace Marketplace.Tests.Subscriptions;

internal sealed class SubscriptionPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 10, 30, 0, TimeSpan.Zero);

    [TestCase(Plan.Pro, BillingInterval.Month, Plan.Pro, BillingInterval.Month, null)]
    [TestCase(Plan.Pro, BillingInterval.Month, Plan.Team, BillingInterval.Month, SubscriptionChangeKind.Upgrade)]
    [TestCase(Plan.Pro, BillingInterval.Month, Plan.Pro, BillingInterval.Year, SubscriptionChangeKind.Upgrade)]
    [TestCase(Plan.Pro, BillingInterval.Month, Plan.Team, BillingInterval.Year, SubscriptionChangeKind.Upgrade)]
    [TestCase(Plan.Pro, BillingInterval.Year, Plan.Team, BillingInterval.Month, SubscriptionChangeKind.Downgrade)]
    [TestCase(Plan.Pro, BillingInterval.Year, Plan.Pro, BillingInterval.Month, SubscriptionChangeKind.Downgrade)]
    [TestCase(Plan.Team, BillingInterval.Month, Plan.Pro, BillingInterval.Year, SubscriptionChangeKind.Downgrade)]
    [TestCase(Plan.Team, BillingInterval.Month, Plan.Free, BillingInterval.Month, SubscriptionChangeKind.Cancel)]
    public void AChange_IsAnUpgrade_WhenNothingBecomesLess(Plan plan, BillingInterval interval, Plan toPlan, BillingInterval toInterval, SubscriptionChangeKind? kind) =>
        Assert.That(SubscriptionPolicy.KindOf(plan, interval, toPlan, toInterval), Is.EqualTo(kind));

    [TestCase(SubscriptionStatus.Active, Plan.Pro)]
    [TestCase(SubscriptionStatus.Incomplete, Plan.Free)]
    [TestCase(SubscriptionStatus.IncompleteExpired, Plan.Free)]
    [TestCase(SubscriptionStatus.Unpaid, Plan.Free)]
    [TestCase(SubscriptionStatus.Canceled, Plan.Free)]
    public void Rights_FollowTheStatus(SubscriptionStatus status, Plan plan) => Assert.That(SubscriptionPolicy.RightOf(Of(status)), Is.EqualTo((plan, (DateTimeOffset?)null)));

    [Test]
    public void Rights_OfAnUnpaidRenewal_LastSevenDays()
    {
        var late = Of(SubscriptionStatus.PastDue);
        late.PastDueSince = Now;
        Assert.That(SubscriptionPolicy.RightOf(late), Is.EqualTo((Plan.Pro, (DateTimeOffset?)Now.AddDays(7))));
    }

    [TestCase(14, true)]
    [TestCase(16, false)]
    [TestCase(-1, false)]
    public void APreviewsMoment_IsHonouredForAQuarterOfAnHour(int minutesAgo, bool isHonoured)
    {
        var shown = Now.AddMinutes(-minutesAgo);
        var moment = new SubscribeRequest(Plan.Team, BillingInterval.Month, shown).ProrationAt(Now);
        Assert.That((moment.IsOk, moment.Error), Is.EqualTo((isHonoured, isHonoured ? null : SubscriptionErrors.PreviewExpired)));
    }

    private static Subscription Of(SubscriptionStatus status) => new()
    {
        Id = Guid.NewGuid(),
        UserId = Guid.NewGuid(),
        StripeId = "sub_1",
        Plan = Plan.Pro,
        Interval = BillingInterval.Month,
        Status = status,
        CreatedAt = Now,
    };
}
