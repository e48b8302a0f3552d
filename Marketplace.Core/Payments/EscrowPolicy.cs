namespace Marketplace.Core.Payments;

/// <summary>A sale's money is held for seven times 24 hours from the payment, to the second; at that instant it is releasable (MONEY.md 9).</summary>
public static class EscrowPolicy
{
    public static readonly TimeSpan HoldingPeriod = TimeSpan.FromDays(7);

    public static DateTimeOffset ReleaseAt(DateTimeOffset paidAt) => paidAt + HoldingPeriod;

    public static bool IsReleasable(DateTimeOffset releaseAt, DateTimeOffset now) => releaseAt <= now;
}
