using Marketplace.Core.Accounts;

namespace Marketplace.Core.Subscriptions;

/// <summary>When a change of plan happens, and how long an unpaid renewal keeps its rights (MONEY.md, "Subscriptions").</summary>
public static class SubscriptionPolicy
{
    /// <summary>From the first declined renewal to Free.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(7);

    /// <summary>How long a preview's amount is honoured.</summary>
    public static readonly TimeSpan PreviewLifetime = TimeSpan.FromMinutes(15);

    /// <summary>Live subscriptions are looked up again after so long without news, ones that something is expected of much sooner.</summary>
    public static readonly TimeSpan CheckAfter = TimeSpan.FromHours(12);

    public static readonly TimeSpan CheckOpenAfter = TimeSpan.FromMinutes(15);

    /// <summary>A change that has no answer after this will have none.</summary>
    public static readonly TimeSpan ChangeLostAfter = TimeSpan.FromMinutes(2);

    /// <summary>
    /// More of either, and less of neither, is an upgrade and happens at once; everything else waits for the end of the paid period. So an upgrade always costs
    /// something, and a downgrade never gives money back.
    /// </summary>
    /// <returns>Null when nothing changes.</returns>
    public static SubscriptionChangeKind? KindOf(Plan plan, BillingInterval interval, Plan toPlan, BillingInterval toInterval) => (plan, interval) == (toPlan, toInterval) ? null
        : toPlan == Plan.Free ? SubscriptionChangeKind.Cancel
        : toPlan >= plan && toInterval >= interval ? SubscriptionChangeKind.Upgrade
        : SubscriptionChangeKind.Downgrade;

    public static long CentsOf(Plan plan, BillingInterval interval) => interval == BillingInterval.Year ? PlanTable.Of(plan).YearCents : PlanTable.Of(plan).MonthCents;

    public static string LookupKeyOf(Plan plan, BillingInterval interval) => $"{plan}_{interval}".ToLowerInvariant();

    /// <summary>What a subscription gives its owner, and until when if that ends by itself.</summary>
    public static (Plan Plan, DateTimeOffset? Until) RightOf(Subscription subscription) => subscription switch
    {
        { Status: SubscriptionStatus.Active, EndedAt: null } => (subscription.Plan, null),
        { Status: SubscriptionStatus.PastDue, EndedAt: null, PastDueSince: { } since } => (subscription.Plan, since + Grace),
        _ => (Plan.Free, null),
    };
}
