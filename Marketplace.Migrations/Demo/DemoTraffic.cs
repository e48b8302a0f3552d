using Marketplace.Core.Analytics;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Migrations.Demo;

/// <summary>Made-up views of the made-up past, so that the demo sellers' charts are not empty: more where something was sold, fewer at weekends. It ends yesterday; from today on views are counted.</summary>
internal sealed class DemoTraffic(MarketplaceDb db, TimeProvider time)
{
    private const int Days = 90;

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (await db.DailyTraffic.AnyAsync(cancellationToken))
        {
            return;
        }

        var today = AnalyticsPolicy.DayOf(time.GetUtcNow());
        var first = today.AddDays(-Days);
        await db.Database.ExecuteSqlAsync(
            $"""
            with day as (select {first}::date + n as day from generate_series(0, {Days} - 1) as n),
            product as (select id, seller_id, published_at::date as published, abs(hashtext(id::text)) % 14 + 5 as liking from catalog.products where state = 'Published'),
            sold as (select product_id, day, sum(units) as units from analytics.daily_sales group by 1, 2),
            seen as (
                select product.seller_id, day.day, product.id as product_id, coalesce(sold.units, 0) as units,
                    (product.liking * (case when extract(isodow from day.day) > 5 then 6 else 10 end + abs(hashtext(product.id::text || day.day::text)) % 7) / 10 + 9 * coalesce(sold.units, 0))::bigint as views
                from day join product on product.published <= day.day left join sold on sold.product_id = product.id and sold.day = day.day),
            traffic as (
                insert into analytics.daily_traffic (seller_id, day, product_id, views, visitors, cart_adds) select seller_id, day, product_id, views, views - views / 5, units + views / 9 from seen),
            source as (
                select seen.*, way.* from seen cross join (values (0, '', '', '', '', 34), (1, '(marketplace)', '', '', '', 31), (2, 'google.com', '', '', '', 17), (3, 'news.ycombinator.com', '', '', '', 6),
                    (4, 'github.com', '', '', '', 7), (5, 'dev.to', 'newsletter', 'email', 'spring', 5)) as way(n, referrer, utm_source, utm_medium, utm_campaign, share))
            insert into analytics.daily_sources (seller_id, day, product_id, referrer, utm_source, utm_medium, utm_campaign, views, visitors)
            select seller_id, day, product_id, referrer, utm_source, utm_medium, utm_campaign, part, part - part / 5
            from (select source.*, case when n = 0 then views - sum(views * share / 100) filter (where n > 0) over (partition by seller_id, day, product_id) else views * share / 100 end::bigint as part from source) as split where part > 0
            """, cancellationToken);
    }
}
