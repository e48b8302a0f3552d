using Marketplace.Core.Accounts;

namespace Marketplace.Core.Brain.Answers;

/// <summary>Questions are counted by calendar month, UTC; how many a plan has is <see cref="PlanTable"/>'s to say. Those that were answered or refused with reasons count; those that failed do not.</summary>
public static class UsagePolicy
{
    /// <summary>The month's first day.</summary>
    public static DateOnly Month(DateTimeOffset now) => new(now.UtcDateTime.Year, now.UtcDateTime.Month, 1);

    public static DateTimeOffset ResetsAt(DateOnly month) => new(month.AddMonths(1), TimeOnly.MinValue, TimeSpan.Zero);
}
