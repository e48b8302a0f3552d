namespace Marketplace.Core.Reconciliation;

/// <summary>
/// Once a day our clearing is compared with Stripe's balance transactions (MONEY.md 20). The last hour is left for the next time: its
/// webhooks may still be on their way.
/// </summary>
public static class ReconciliationPolicy
{
    public static readonly TimeSpan Every = TimeSpan.FromHours(24);

    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>Where the very first comparison begins.</summary>
    public static readonly TimeSpan FirstReach = TimeSpan.FromDays(30);

    /// <returns>The stretch to compare now; null when it is too early.</returns>
    public static (DateTimeOffset From, DateTimeOffset To)? Due(DateTimeOffset? lastTo, DateTimeOffset now)
    {
        var to = now - Grace;
        var from = lastTo ?? to - FirstReach;
        return lastTo is null || to - from >= Every ? (from, to) : null;
    }
}
