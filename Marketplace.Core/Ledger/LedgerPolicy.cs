namespace Marketplace.Core.Ledger;

/// <summary>How often the books are checked, on the marketplace's clock, and when a check is too old to be trusted.</summary>
public static class LedgerPolicy
{
    public static readonly TimeSpan CheckEvery = TimeSpan.FromHours(1);
    public static readonly TimeSpan VerifyEvery = TimeSpan.FromDays(1);

    /// <summary>How long one statement of a check may take: it reads all of the books, which are longer every day.</summary>
    public static readonly TimeSpan StatementWithin = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(2);

    /// <summary>An entry that waits longer for its seal means that no sealer runs.</summary>
    public static readonly TimeSpan SealWithin = TimeSpan.FromMinutes(15);

    /// <summary>The next check can be waited for.</summary>
    public static bool IsQuick(LedgerCheck last) => last.DurationMs < Quick.TotalMilliseconds;

    public static bool IsDue(LedgerCheck? last, TimeSpan every, DateTimeOffset now) => last is null || now - last.CheckedAt >= every;

    /// <summary>Missed twice in a row.</summary>
    public static bool IsStale(LedgerCheck last, TimeSpan every, DateTimeOffset now) => now - last.CheckedAt > 2 * every + SealWithin;
}
