using Marketplace.StripeSandbox.Accounts;

namespace Marketplace.StripeSandbox.Payouts;

/// <summary>When an account is paid out: weekly on its day or daily, at 00:00 UTC.</summary>
internal static class PayoutSchedule
{
    /// <summary>The latest scheduled payout moment at or before <paramref name="now"/>; for a manual schedule there is none to come.</summary>
    public static DateTimeOffset LastDay(PayoutScheduleSettings schedule, DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return schedule.Interval switch
        {
            "daily" => today,
            "weekly" => today.AddDays(-DaysSince(schedule.WeeklyAnchor, today.DayOfWeek)),
            _ => DateTimeOffset.MinValue,
        };
    }

    private static int DaysSince(string? anchor, DayOfWeek today)
    {
        var day = Enum.Parse<DayOfWeek>(anchor ?? "tuesday", ignoreCase: true);
        return ((int)today - (int)day + 7) % 7;
    }
}
