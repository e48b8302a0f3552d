using System.Globalization;
using Marketplace.Contracts.Analytics;

namespace Marketplace.Web.Analytics;

/// <summary>Figures as people compare them.</summary>
internal static class FiguresText
{
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture).Replace("-", "−", StringComparison.Ordinal);

    /// <summary>Of so many, so many: <c>2.6%</c>; a dash where there was nothing to begin with.</summary>
    public static string Share(long part, long whole) => whole <= 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{decimal.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero):0.#}%");

    /// <summary>How a figure changed since the period before, in words as well as in sign.</summary>
    public static string Change(long now, long before) => (now, before) switch
    {
        (0, 0) => "none before either",
        (_, 0) => "none before",
        _ when now == before => "as before",
        _ => string.Create(CultureInfo.InvariantCulture, $"{(now > before ? "▲" : "▼")} {Math.Abs(decimal.Round(100m * (now - before) / Math.Abs(before), 0, MidpointRounding.AwayFromZero)):0}% {(now > before ? "more" : "less")} than before"),
    };

    public static string Days(DateOnly from, DateOnly to) => from == to ? Day(from) : $"{Day(from)} – {Day(to)}";

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A row's name: countries and our own pages are told by code on the wire.</summary>
    public static string Label(AnalyticsRowView row, AnalyticsGrouping by) => (by, row.Key) switch
    {
        (AnalyticsGrouping.Country, "ZZ") => "Not stated",
        (AnalyticsGrouping.Country, _) => Cart.Countries.Name(row.Key),
        (AnalyticsGrouping.Referrer, "(marketplace)") => "Other pages of this shop",
        (AnalyticsGrouping.Referrer, "(other)") => "Others",
        _ => row.Label,
    };
}
