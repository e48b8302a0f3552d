using System.Globalization;
using Marketplace.Contracts.Analytics;

namespace Marketplace.Web.Analytics;

/// <summary>What the address of the analytics page says: a named range or two days, how to break it down, and one product or all.</summary>
public sealed record AnalyticsState(string Range, DateOnly? From, DateOnly? To, AnalyticsGrouping By, Guid? Product)
{
    public const string Custom = "custom";
    private const string Usual = "30d";

    public static IReadOnlyList<(string Range, string Text)> Ranges { get; } =
        [("7d", "7 days"), (Usual, "30 days"), ("90d", "90 days"), ("month", "This month"), ("last-month", "Last month")];

    public static IReadOnlyList<(AnalyticsGrouping By, string Text)> Groupings { get; } =
        [(AnalyticsGrouping.Product, "Products"), (AnalyticsGrouping.Country, "Countries"), (AnalyticsGrouping.Referrer, "Referrers"), (AnalyticsGrouping.Campaign, "Campaigns")];

    /// <param name="problem">What of the address is no date; null when all is well.</param>
    public static AnalyticsState Parse(AnalyticsAddress address, DateOnly today, out string? problem)
    {
        problem = null;
        var by = Groupings.FirstOrDefault(known => string.Equals(known.By.ToString(), address.By, StringComparison.OrdinalIgnoreCase)).By;
        by = by == AnalyticsGrouping.Day ? AnalyticsGrouping.Product : by;
        Guid? product = Guid.TryParse(address.Product, out var id) ? id : null;
        if (!string.IsNullOrEmpty(address.From) || !string.IsNullOrEmpty(address.To))
        {
            var (from, to) = (Day(address.From), Day(address.To));
            problem = (from is null && !string.IsNullOrEmpty(address.From)) || (to is null && !string.IsNullOrEmpty(address.To)) ? "Write days as year-month-day, like 2026-03-31." : null;
            return new(Custom, from, to, by, product);
        }

        var range = Ranges.Any(known => known.Range == address.Range) ? address.Range! : Usual;
        var (first, last) = DaysOf(range, today);
        return new(range, first, last, by, product);
    }

    public AnalyticsQuery Query(AnalyticsGrouping by) => new(From, To, by, Product);

    public string Url(string? range = null, AnalyticsGrouping? by = null)
    {
        var days = (range ?? Range) == Custom ? $"from={Text(From)}&to={Text(To)}" : $"range={range ?? Range}";
        return $"/sell/analytics?{days}&by={(by ?? By).ToString().ToLowerInvariant()}{(Product is null ? "" : $"&product={Product}")}";
    }

    public static DateOnly FirstDayOf(string range, DateOnly today) => DaysOf(range, today).From;

    public static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static (DateOnly From, DateOnly To) DaysOf(string range, DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        return range switch
        {
            "7d" => (today.AddDays(-6), today),
            "90d" => (today.AddDays(-89), today),
            "month" => (month, today),
            "last-month" => (month.AddMonths(-1), month.AddDays(-1)),
            _ => (today.AddDays(-29), today),
        };
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>The address as it was typed.</summary>
public sealed record AnalyticsAddress(string? Range, string? From, string? To, string? By, string? Product);
