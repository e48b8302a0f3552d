using System.Globalization;
using Marketplace.Contracts.Analytics;
using Marketplace.Web.Design;

namespace Marketplace.Web.Analytics;

/// <summary>Days as bars; of a long period seven days as one bar, so that a bar can still be seen.</summary>
internal sealed record ChartBuckets(int Days, string Word, string Head)
{
    private const int MostDays = 100;
    private const int Week = 7;

    public static ChartBuckets For(int days) => days > MostDays ? new(Week, "week", "From") : new(1, "day", "Day");

    public IReadOnlyList<ChartPoint> Revenue(AnalyticsView now, AnalyticsView? before) =>
        Points(now, before, row => row.Sales!.Revenue.Amount, cents => MoneyText.Format(now.Sales.Revenue with { Amount = cents }));

    public IReadOnlyList<ChartPoint> Views(AnalyticsView now, AnalyticsView? before) => Points(now, before, row => row.Traffic!.Views, FiguresText.Number);

    public IReadOnlyList<ChartPoint> Units(AnalyticsView now, AnalyticsView? before) => Points(now, before, row => row.Sales!.Units, FiguresText.Number);

    private List<ChartPoint> Points(AnalyticsView now, AnalyticsView? before, Func<AnalyticsRowView, long> value, Func<long, string> text) =>
    [
        .. before is null
            ? Sums(now, value).Select(sum => new ChartPoint(sum.Label, sum.Sum, text(sum.Sum), null, null))
            : Sums(now, value).Zip(Sums(before, value)).Select(pair => new ChartPoint(pair.First.Label, pair.First.Sum, text(pair.First.Sum), pair.Second.Sum, text(pair.Second.Sum))),
    ];

    private IEnumerable<(string Label, long Sum)> Sums(AnalyticsView figures, Func<AnalyticsRowView, long> value) =>
        figures.Rows.Chunk(Days).Select(days => (Label(days[0].Key), days.Sum(value)));

    private static string Label(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("d MMM", CultureInfo.InvariantCulture);
}
