namespace Marketplace.Core.Admin;

/// <summary>From what age on something unfinished is worth an alarm (MONEY.md 19).</summary>
public static class AlarmPolicy
{
    /// <summary>So many are as bad as more.</summary>
    public const int CountedUpTo = 10_000;

    /// <summary>A call to Stripe that the sweeps have tried again and again.</summary>
    public static readonly TimeSpan Stuck = TimeSpan.FromHours(1);

    /// <summary>Payment pages close after 23 hours; then Stripe knows the outcome.</summary>
    public static readonly TimeSpan PageLifetime = TimeSpan.FromHours(25);

    /// <summary>What a bank may take for a debit or a refund.</summary>
    public static readonly TimeSpan SlowBank = TimeSpan.FromDays(14);

    public static readonly TimeSpan PastArrival = TimeSpan.FromDays(3);

    /// <summary>How long a seller may think about a buyer's request.</summary>
    public static readonly TimeSpan Unanswered = TimeSpan.FromDays(3);

    public static readonly TimeSpan EvidenceSoon = TimeSpan.FromDays(2);
}
