using System.Runtime.CompilerServices;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Analytics;
using Marketplace.Contracts.Http;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Analytics;

/// <summary>The sellers' figures as files. The finest ones are read a batch at a time by their key, so a file over years takes no more memory than one over a day.</summary>
internal sealed class AnalyticsCsv(MarketplaceDb db, AnalyticsReader reader, SettlementCurrency currency)
{
    private const int BatchSize = 1_000;

    private static readonly string[] SalesHeads =
        ["units", "currency", "revenue", "discounts", "platform_fees", "processing_fees", "refunds", "refunded", "earned", "disputes_opened", "disputes_won", "disputes_lost"];

    public static readonly string[] DetailHeads =
        ["kind", "day", "product_id", "product", "country", "referrer", "utm_source", "utm_medium", "utm_campaign", "views", "visitors", "cart_adds", .. SalesHeads];

    public static string[] Heads(AnalyticsGrouping by) => by switch
    {
        AnalyticsGrouping.Detail => DetailHeads,
        AnalyticsGrouping.Country => ["country", .. SalesHeads],
        AnalyticsGrouping.Referrer => ["referrer", "views", "visitors"],
        AnalyticsGrouping.Campaign => ["campaign", "views", "visitors"],
        AnalyticsGrouping.Product => ["product_id", "product", "views", "visitors", "cart_adds", .. SalesHeads],
        _ => ["day", "views", "visitors", "cart_adds", .. SalesHeads],
    };

    public async IAsyncEnumerable<object?[]> RowsAsync(Guid sellerId, AnalyticsPeriod period, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var row in await reader.GetAllAsync(sellerId, period, cancellationToken))
        {
            object?[] name = period.By == AnalyticsGrouping.Product ? [row.Key, row.Label] : period.By == AnalyticsGrouping.Day ? [new CsvNumber(row.Key)] : [row.Label];
            object?[] traffic = row.Traffic is not { } seen ? [] : seen.CartAdds is { } adds ? [seen.Views, seen.Visitors, adds] : [seen.Views, seen.Visitors];
            yield return [.. name, .. traffic, .. row.Sales is { } sold ? Sales(sold) : []];
        }
    }

    /// <summary>Sales by day, product and country; then traffic by day and product; then where the views came from.</summary>
    public async IAsyncEnumerable<object?[]> DetailAsync(Guid sellerId, AnalyticsPeriod period, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var cell in SoldAsync(sellerId, period, cancellationToken))
        {
            yield return cell;
        }

        await foreach (var cell in SeenAsync(sellerId, period, cancellationToken))
        {
            yield return cell;
        }

        await foreach (var cell in SourcesAsync(sellerId, period, cancellationToken))
        {
            yield return cell;
        }
    }

    private async IAsyncEnumerable<object?[]> SoldAsync(Guid sellerId, AnalyticsPeriod period, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var own = db.DailySales.AsNoTracking().Where(cell => cell.SellerId == sellerId && cell.Day <= period.To && cell.Currency == currency.Code && (period.ProductId == null || cell.ProductId == period.ProductId));
        for (var (day, product, country) = (period.From, Guid.Empty, ""); ;)
        {
            var batch = await own.Where(cell => EF.Functions.GreaterThan(ValueTuple.Create(cell.Day, cell.ProductId, cell.Country), ValueTuple.Create(day, product, country)))
                .OrderBy(cell => cell.Day).ThenBy(cell => cell.ProductId).ThenBy(cell => cell.Country).Take(BatchSize).ToListAsync(cancellationToken);
            var titles = await TitlesAsync(batch.Select(cell => cell.ProductId), cancellationToken);
            foreach (var cell in batch)
            {
                yield return
                [
                    "sales", Day(cell.Day), cell.ProductId.ToString(), titles.GetValueOrDefault(cell.ProductId), cell.Country, null, null, null, null, null, null, null, cell.Units, cell.Currency,
                    Amount(cell.PriceCents - cell.DiscountCents), Amount(cell.DiscountCents), Amount(cell.PlatformFeeCents), Amount(cell.ProcessingFeeCents), cell.Refunds,
                    Amount(cell.RefundedSellerCents), Amount(cell.SellerCents - cell.RefundedSellerCents), cell.DisputesOpened, cell.DisputesWon, cell.DisputesLost,
                ];
            }

            if (batch.Count < BatchSize)
            {
                yield break;
            }

            (day, product, country) = (batch[^1].Day, batch[^1].ProductId, batch[^1].Country);
        }
    }

    private async IAsyncEnumerable<object?[]> SeenAsync(Guid sellerId, AnalyticsPeriod period, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var own = db.DailyTraffic.AsNoTracking().Where(cell => cell.SellerId == sellerId && cell.Day <= period.To && (period.ProductId == null || cell.ProductId == period.ProductId));
        for (var (day, product) = (period.From, Guid.Empty); ;)
        {
            var batch = await own.Where(cell => EF.Functions.GreaterThan(ValueTuple.Create(cell.Day, cell.ProductId), ValueTuple.Create(day, product)))
                .OrderBy(cell => cell.Day).ThenBy(cell => cell.ProductId).Take(BatchSize).ToListAsync(cancellationToken);
            var titles = await TitlesAsync(batch.Select(cell => cell.ProductId), cancellationToken);
            foreach (var cell in batch)
            {
                yield return ["traffic", Day(cell.Day), cell.ProductId.ToString(), titles.GetValueOrDefault(cell.ProductId), null, null, null, null, null, cell.Views, cell.Visitors, cell.CartAdds, .. NoSales];
            }

            if (batch.Count < BatchSize)
            {
                yield break;
            }

            (day, product) = (batch[^1].Day, batch[^1].ProductId);
        }
    }

    private async IAsyncEnumerable<object?[]> SourcesAsync(Guid sellerId, AnalyticsPeriod period, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var own = db.DailySources.AsNoTracking().Where(cell => cell.SellerId == sellerId && cell.Day <= period.To && (period.ProductId == null || cell.ProductId == period.ProductId));
        for (var (day, product, referrer, source, medium, campaign) = (period.From, Guid.Empty, "", "", "", ""); ;)
        {
            var batch = await own
                .Where(cell => EF.Functions.GreaterThanOrEqual(ValueTuple.Create(cell.Day, cell.ProductId, cell.Referrer, cell.UtmSource, cell.UtmMedium, cell.UtmCampaign), ValueTuple.Create(day, product, referrer, source, medium, campaign)))
                .OrderBy(cell => cell.Day).ThenBy(cell => cell.ProductId).ThenBy(cell => cell.Referrer).ThenBy(cell => cell.UtmSource).ThenBy(cell => cell.UtmMedium).ThenBy(cell => cell.UtmCampaign)
                .Take(BatchSize + 1).ToListAsync(cancellationToken);
            var titles = await TitlesAsync(batch.Select(cell => cell.ProductId), cancellationToken);
            foreach (var cell in batch.Take(BatchSize))
            {
                yield return
                [
                    "source", Day(cell.Day), cell.ProductId.ToString(), titles.GetValueOrDefault(cell.ProductId), null, cell.Referrer, cell.UtmSource, cell.UtmMedium, cell.UtmCampaign,
                    cell.Views, cell.Visitors, null, .. NoSales,
                ];
            }

            if (batch.Count <= BatchSize)
            {
                yield break;
            }

            var next = batch[^1];
            (day, product, referrer, source, medium, campaign) = (next.Day, next.ProductId, next.Referrer, next.UtmSource, next.UtmMedium, next.UtmCampaign);
        }
    }

    private static object?[] NoSales { get; } = new object?[SalesHeads.Length];

    private Task<Dictionary<Guid, string>> TitlesAsync(IEnumerable<Guid> productIds, CancellationToken cancellationToken)
    {
        var ids = productIds.Distinct().ToList();
        return db.Products.Where(product => ids.Contains(product.Id)).ToDictionaryAsync(product => product.Id, product => product.Title, cancellationToken);
    }

    private object?[] Sales(SalesFiguresView sold) =>
    [
        sold.Units, currency.Code, Amount(sold.Revenue), Amount(sold.Discounts), Amount(sold.PlatformFees), Amount(sold.ProcessingFees), sold.Refunds, Amount(sold.Refunded), Amount(sold.Earned),
        sold.DisputesOpened, sold.DisputesWon, sold.DisputesLost,
    ];

    private static CsvNumber Amount(MoneyView money) => new(LedgerChain.Amount(money.Amount, money.Currency));

    private CsvNumber Amount(long cents) => new(LedgerChain.Amount(cents, currency.Code));

    private static CsvNumber Day(DateOnly day) => new(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
}
