using Marketplace.Core.Accounts;

namespace Marketplace.Core.Brain.Answers;

/// <summary>Questions are counted by calendar month, UTC; how many a plan has is <see cref="BrainPolicy.QuestionsPerMonth"/>.</summary>
public static class UsagePolicy
{
    /// <summary>The month's first day.</summary>
    public static DateOnly Month(DateTimeOffset now) => new(now.UtcDateTime.Year, now.UtcDateTime.Month, 1);

    public static DateTimeOffset ResetsAt(DateOnly month) => new(month.AddMonths(1), TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>The smallest plan that has more questions; null when none has.</summary>
    public static Plan? PlanWithMore(Plan plan) => BrainPolicy.QuestionsPerMonth(plan) switch
    {
        var has when has < BrainPolicy.QuestionsPerMonth(Plan.Pro) => Plan.Pro,
        var has when has < BrainPolicy.QuestionsPerMonth(Plan.Team) => Plan.Team,
        _ => null,
    };
}
