using Marketplace.Core.Accounts;
using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Answers;

namespace Marketplace.Tests.Brain.Answers;

internal sealed class UsagePolicyTests
{
    [TestCase("2026-01-31T23:59:59+00:00", "2026-01-01", "2026-02-01T00:00:00+00:00")]
    [TestCase("2026-02-01T00:00:00+00:00", "2026-02-01", "2026-03-01T00:00:00+00:00")]
    [TestCase("2026-12-31T23:30:00+00:00", "2026-12-01", "2027-01-01T00:00:00+00:00")]
    [TestCase("2026-03-01T01:00:00+02:00", "2026-02-01", "2026-03-01T00:00:00+00:00")]
    public void AMonth_IsACalendarMonthInUtc(string now, string month, string resetsAt)
    {
        var counted = UsagePolicy.Month(DateTimeOffset.Parse(now, null));
        Assert.That((counted, UsagePolicy.ResetsAt(counted)), Is.EqualTo((DateOnly.Parse(month, null), DateTimeOffset.Parse(resetsAt, null))));
    }

    [TestCase(Plan.Free, 20, Plan.Pro)]
    [TestCase(Plan.Pro, 1_000, Plan.Team)]
    [TestCase(Plan.Team, 5_000, null)]
    [TestCase(Plan.Enterprise, 5_000, null)]
    public void APlan_HasItsQuestions_AndARefusalNamesTheNext(Plan plan, int questions, Plan? more)
    {
        Assert.That((BrainPolicy.QuestionsPerMonth(plan), UsagePolicy.PlanWithMore(plan)), Is.EqualTo((questions, more)));
        var refusal = AnswerErrors.QuotaExceeded(plan, TimeSpan.FromHours(5));
        Assert.That((refusal.Code, refusal.RetryAfter), Is.EqualTo(("quota_exceeded", TimeSpan.FromHours(5))));
        Assert.That(refusal.Message, more is null ? Does.Not.Contain(" plan has ") : Does.Contain($"The {more} plan has"));
    }
}
