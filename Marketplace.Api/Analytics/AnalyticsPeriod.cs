using System.Globalization;
using Marketplace.Contracts.Analytics;
using Marketplace.Core.Analytics;
using Marketplace.Core.Kernel;

namespace Marketplace.Api.Analytics;

/// <summary>Whole UTC days of one seller, and how they are to be summed.</summary>
/// <param name="To">The last day, included.</param>
/// <param name="ProductId">Only this one; null for all.</param>
internal sealed record AnalyticsPeriod(DateOnly From, DateOnly To, AnalyticsGrouping By, Guid? ProductId)
{
    public int Days => To.DayNumber - From.DayNumber + 1;

    public DateOnly PreviousFrom => From.AddDays(-Days);

    public DateOnly PreviousTo => From.AddDays(-1);

    public static Result<AnalyticsPeriod> Parse(DateOnly? from, DateOnly? to, string? by, Guid? product, DateOnly today)
    {
        if (Grouping(by) is not { } grouping)
        {
            return Invalid("by", "Choose day, product, country, referrer, campaign or detail.");
        }

        var last = to ?? (from is { } first && first > today ? first : today);
        var period = new AnalyticsPeriod(from ?? Back(last, AnalyticsPolicy.UsualDays - 1), last, grouping, product);
        if (period.From > period.To)
        {
            return Invalid("to", "The period ends before it begins.");
        }

        if (period.From.Year < 2000 || period.To.Year > 9000)
        {
            return Invalid("from", "The period is out of the calendar the marketplace has.");
        }

        return grouping != AnalyticsGrouping.Detail && period.Days > AnalyticsPolicy.MostDays
            ? Invalid("from", string.Create(CultureInfo.InvariantCulture, $"Ask for at most {AnalyticsPolicy.MostDays} days at once. The CSV with by=detail has no limit."))
            : period;
    }

    private static AnalyticsGrouping? Grouping(string? by) => by?.ToLowerInvariant() switch
    {
        null or "" or "day" => AnalyticsGrouping.Day,
        "product" => AnalyticsGrouping.Product,
        "country" => AnalyticsGrouping.Country,
        "referrer" => AnalyticsGrouping.Referrer,
        "campaign" => AnalyticsGrouping.Campaign,
        "detail" => AnalyticsGrouping.Detail,
        _ => null,
    };

    private static DateOnly Back(DateOnly day, int days) => DateOnly.FromDayNumber(Math.Max(0, day.DayNumber - days));

    private static Error Invalid(string field, string message) => new(ErrorKind.Invalid, "validation_failed", message, field);
}
