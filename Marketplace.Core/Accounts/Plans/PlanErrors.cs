using System.Globalization;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Accounts;

/// <summary>The two refusals of plans. Both name the smallest plan that allows what was asked for.</summary>
public static class PlanErrors
{
    public const string RequiredCode = "plan_required";
    public const string QuotaCode = "quota_exceeded";

    /// <param name="what">What it is about, as a sentence's subject: "A custom profile".</param>
    public static Error Required(PlanFeature feature, string what, int atLeast = 1) => PlanTable.PlanWith(feature, atLeast) is { } plan
        ? new(ErrorKind.Forbidden, RequiredCode, $"{what} is part of the {plan} plan.") { Plan = plan.ToString() }
        : new(ErrorKind.Forbidden, RequiredCode, $"{what} is more than any plan has.");

    /// <param name="plan">The plan that is used up.</param>
    /// <param name="what">What is counted, and in which time: "questions of this month".</param>
    /// <param name="more">The same of a larger plan: "questions a month".</param>
    public static Error QuotaExceeded(Plan plan, PlanFeature feature, string what, string more, TimeSpan untilReset)
    {
        var larger = PlanTable.PlanWithMore(feature, plan);
        var text = string.Create(CultureInfo.InvariantCulture, $"You have used all {PlanTable.LimitOf(plan, feature):N0} {what}.");
        if (larger is { } with)
        {
            text += string.Create(CultureInfo.InvariantCulture, $" The {with} plan has {PlanTable.LimitOf(with, feature):N0} {more}.");
        }

        return new(ErrorKind.TooMany, QuotaCode, text, RetryAfter: untilReset) { Plan = larger?.ToString() };
    }
}
