using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Analytics;

/// <summary>Views of one product on one day from one source, since the last batch. No value of it tells of a person.</summary>
public sealed record TrafficCount(DateOnly Day, Guid ProductId, string Referrer, string UtmSource, string UtmMedium, string UtmCampaign, long Views, long Visitors);

/// <summary>Adds a batch of views, once: its id is committed with it, so a worker that dies after the commit does not make it count again.</summary>
public sealed class CountTraffic(MarketplaceDb db, TimeProvider time)
{
    // Of what is new on a product's day, the most seen have the places that are left; the rest is one row. Products that do not exist drop out.
    private const string AddSources = $$"""
        with given as (
            select product.seller_id, count.day, count.product_id, count.referrer, count.utm_source, count.utm_medium, count.utm_campaign, sum(count.views)::bigint as views, sum(count.visitors)::bigint as visitors
            from unnest({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}) as count(day, product_id, referrer, utm_source, utm_medium, utm_campaign, views, visitors)
            join catalog.products as product on product.id = count.product_id group by 1, 2, 3, 4, 5, 6, 7),
        known as (
            select given.*, source.day is not null as is_known, (
                select count(*) from analytics.daily_sources as kept where kept.seller_id = given.seller_id and kept.day = given.day and kept.product_id = given.product_id) as taken
            from given left join analytics.daily_sources as source using (seller_id, day, product_id, referrer, utm_source, utm_medium, utm_campaign)),
        placed as (select *, is_known or taken + row_number() over (partition by seller_id, day, product_id, is_known order by views desc, referrer, utm_source, utm_medium, utm_campaign) <= {8} as has_place from known)
        insert into analytics.daily_sources (seller_id, day, product_id, referrer, utm_source, utm_medium, utm_campaign, views, visitors)
        select seller_id, day, product_id, case when has_place then referrer else '{{AnalyticsPolicy.OtherSource}}' end, case when has_place then utm_source else '' end,
            case when has_place then utm_medium else '' end, case when has_place then utm_campaign else '' end, sum(views), sum(visitors)
        from placed group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7
        on conflict (seller_id, day, product_id, referrer, utm_source, utm_medium, utm_campaign)
        do update set views = daily_sources.views + excluded.views, visitors = daily_sources.visitors + excluded.visitors
        """;

    /// <returns>False when the batch had been counted before.</returns>
    public Task<bool> ExecuteAsync(Guid batchId, IReadOnlyCollection<TrafficCount> counts, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        var now = time.GetUtcNow();
        if (await db.Database.ExecuteSqlAsync($"insert into analytics.traffic_batches (id, counted_at) values ({batchId}, {now}) on conflict do nothing", cancellationToken) == 0)
        {
            return false;
        }

        var (days, products) = (counts.Select(count => count.Day).ToArray(), counts.Select(count => count.ProductId).ToArray());
        var (views, visitors) = (counts.Select(count => count.Views).ToArray(), counts.Select(count => count.Visitors).ToArray());
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into analytics.daily_traffic (seller_id, day, product_id, views, visitors, cart_adds)
            select product.seller_id, count.day, count.product_id, sum(count.views), sum(count.visitors), 0
            from unnest({days}, {products}, {views}, {visitors}) as count(day, product_id, views, visitors) join catalog.products as product on product.id = count.product_id
            group by 1, 2, 3 order by 1, 2, 3
            on conflict (seller_id, day, product_id) do update set views = daily_traffic.views + excluded.views, visitors = daily_traffic.visitors + excluded.visitors
            """, cancellationToken);
        string[] Of(Func<TrafficCount, string> field) => [.. counts.Select(field)];
        await db.Database.ExecuteSqlRawAsync(
            AddSources,
            [
                days, products, Of(count => count.Referrer), Of(count => count.UtmSource), Of(count => count.UtmMedium), Of(count => count.UtmCampaign), views, visitors,
                AnalyticsPolicy.MostSources,
            ],
            cancellationToken);
        return true;
    }, cancellationToken);
}
