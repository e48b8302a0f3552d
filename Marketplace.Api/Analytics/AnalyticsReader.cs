using System.Globalization;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Analytics;
using Marketplace.Contracts.Http;
using Marketplace.Core.Accounts;
using Marketplace.Core.Analytics;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Analytics;

/// <summary>A seller's figures, summed from daily aggregates: what it costs follows from the days asked for, not from the sales.</summary>
internal sealed class AnalyticsReader(MarketplaceDb db, SettlementCurrency currency)
{
    public Task<bool> IsOwnAsync(Guid sellerId, Guid productId, CancellationToken cancellationToken) =>
        db.Products.AnyAsync(product => product.Id == productId && product.SellerId == sellerId, cancellationToken);

    /// <summary>The first day that the seller's plan shows.</summary>
    public async Task<DateOnly> EarliestAsync(Guid sellerId, DateOnly today, CancellationToken cancellationToken)
    {
        var plan = await db.Users.Where(user => user.Id == sellerId).Select(user => user.Plan).SingleAsync(cancellationToken);
        return today.AddDays(1 - PlanTable.LimitOf(plan, PlanFeature.AnalyticsDays));
    }

    /// <summary>Null when the plan shows the whole period.</summary>
    public static Error? RefusalOf(AnalyticsPeriod period, DateOnly earliest, DateOnly today) => period.From >= earliest
        ? null
        : PlanErrors.Required(PlanFeature.AnalyticsDays, string.Create(CultureInfo.InvariantCulture, $"A look back before {earliest:d MMMM yyyy}"), today.DayNumber - period.From.DayNumber + 1);

    public async Task<AnalyticsView> GetAsync(Guid sellerId, AnalyticsPeriod period, DateOnly earliest, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(sellerId, period, AnalyticsPolicy.MostRows, cancellationToken);
        var most = period.By == AnalyticsGrouping.Day ? rows.Count : AnalyticsPolicy.MostRows;

        // Every view and every sale has one day and one product: what all rows have need not be read again.
        var now = period.By is AnalyticsGrouping.Day or AnalyticsGrouping.Product && rows.Count <= most ? Sum(rows) : await TotalAsync(sellerId, period, cancellationToken);
        var before = await TotalAsync(sellerId, period with { From = period.PreviousFrom, To = period.PreviousTo }, cancellationToken);
        return new(
            period.From, period.To, period.PreviousFrom, period.PreviousTo, period.By, Seen(now), Sold(now), Seen(before), Sold(before),
            [.. rows.Take(most).Select(row => ToView(row, period.By))], rows.Count > most, earliest);
    }

    /// <summary>Without a limit, for a file: as many rows as there are days, products, countries or sources.</summary>
    public async Task<IReadOnlyList<AnalyticsRowView>> GetAllAsync(Guid sellerId, AnalyticsPeriod period, CancellationToken cancellationToken) =>
        [.. (await RowsAsync(sellerId, period, int.MaxValue - 1, cancellationToken)).Select(row => ToView(row, period.By))];

    private async Task<List<FiguresRow>> RowsAsync(Guid sellerId, AnalyticsPeriod period, int most, CancellationToken cancellationToken)
    {
        var limit = period.By == AnalyticsGrouping.Day ? period.Days : most + 1;
        var rows = await QueryAsync(FiguresSql.Rows(period.By, period.ProductId is not null), sellerId, period, limit, cancellationToken);
        return period.By == AnalyticsGrouping.Day ? EveryDay(period, rows) : rows;
    }

    /// <summary>Days on which nothing happened are days too.</summary>
    private static List<FiguresRow> EveryDay(AnalyticsPeriod period, List<FiguresRow> rows)
    {
        var known = rows.ToDictionary(row => row.Key);
        return
        [
            .. Enumerable.Range(0, period.Days)
                .Select(offset => period.From.AddDays(offset).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                .Select(day => known.GetValueOrDefault(day) ?? new FiguresRow(day, day, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
        ];
    }

    private static FiguresRow Sum(List<FiguresRow> rows) => new(
        "", "", rows.Sum(row => row.Views), rows.Sum(row => row.Visitors), rows.Sum(row => row.CartAdds), rows.Sum(row => row.Units), rows.Sum(row => row.PriceCents), rows.Sum(row => row.DiscountCents),
        rows.Sum(row => row.PlatformFeeCents), rows.Sum(row => row.ProcessingFeeCents), rows.Sum(row => row.SellerCents), rows.Sum(row => row.Refunds), rows.Sum(row => row.RefundedSellerCents),
        rows.Sum(row => row.DisputesOpened), rows.Sum(row => row.DisputesWon), rows.Sum(row => row.DisputesLost));

    private async Task<FiguresRow> TotalAsync(Guid sellerId, AnalyticsPeriod period, CancellationToken cancellationToken) =>
        (await QueryAsync(FiguresSql.Totals(period.ProductId is not null), sellerId, period, 1, cancellationToken)).Single();

    private Task<List<FiguresRow>> QueryAsync(string sql, Guid sellerId, AnalyticsPeriod period, int limit, CancellationToken cancellationToken) => db.Database
        .SqlQueryRaw<FiguresRow>(sql, sellerId, period.From, period.To, currency.Code, limit, period.ProductId ?? Guid.Empty)
        .ToListAsync(cancellationToken);

    private AnalyticsRowView ToView(FiguresRow row, AnalyticsGrouping by) => by switch
    {
        AnalyticsGrouping.Country => new(row.Key, row.Label, null, Sold(row)),
        AnalyticsGrouping.Referrer or AnalyticsGrouping.Campaign => new(row.Key, row.Label.Length == 0 ? "Direct or unknown" : row.Label, new(row.Views, row.Visitors, null), null),
        _ => new(row.Key, row.Label, Seen(row), Sold(row)),
    };

    private static TrafficFiguresView Seen(FiguresRow row) => new(row.Views, row.Visitors, row.CartAdds);

    private SalesFiguresView Sold(FiguresRow row) => new(
        row.Units, Amount(row.PriceCents - row.DiscountCents), Amount(row.DiscountCents), Amount(row.PlatformFeeCents), Amount(row.ProcessingFeeCents), row.Refunds,
        Amount(row.RefundedSellerCents), Amount(row.SellerCents - row.RefundedSellerCents), row.DisputesOpened, row.DisputesWon, row.DisputesLost);

    private MoneyView Amount(long cents) => currency.Of(cents).ToView();
}
