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
}
