using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Analytics;

/// <summary>
/// Brings what sellers see of a buyer up to the buyer's lines: summed anew each time, so it does not matter how often or after which event.
/// One buyer at a time: of two that sum at once the older sum could be written last.
/// </summary>
public sealed class RefreshCustomers(MarketplaceDb db)
{
    // Tax is taken out of a refund by the refund's own rule: cumulative, half up.
    private const string Sums = """
        select line.seller_id, line.buyer_id, line.currency, lower((array_agg(orders.buyer_email order by line.paid_at desc, line.id desc))[1]) as email,
            (array_agg(orders.buyer_name order by line.paid_at desc, line.id desc))[1] as name, lower((array_agg(orders.buyer_name order by line.paid_at desc, line.id desc))[1]) as name_sought,
            (array_agg(orders.buyer_country order by line.paid_at desc, line.id desc) filter (where orders.buyer_country is not null))[1] as country,
            count(distinct line.order_id) as orders, count(*) as purchases, sum(line.price_cents - line.discount_cents)::bigint as spent_cents,
            coalesce(sum(line.refunded_cents - round(line.tax_cents::numeric * line.refunded_cents / nullif(line.price_cents - line.discount_cents + line.tax_cents, 0))), 0)::bigint as refunded_cents,
            min(line.paid_at) as first_at, max(line.paid_at) as last_at
        from orders.lines as line join orders.orders on orders.id = line.order_id where line.paid_at is not null
        """;

    private const string Group = "group by line.seller_id, line.buyer_id, line.currency";
    private const string Columns = "seller_id, buyer_id, currency, email, name, name_sought, country, orders, purchases, spent_cents, refunded_cents, first_at, last_at";

    private const string RefreshOne = $$"""
        insert into analytics.customers ({{Columns}}) {{Sums}} and line.buyer_id = {0} and line.seller_id = any({1}) {{Group}} order by line.seller_id, line.currency
        on conflict (seller_id, buyer_id, currency) do update set email = excluded.email, name = excluded.name, name_sought = excluded.name_sought, country = excluded.country, orders = excluded.orders,
            purchases = excluded.purchases, spent_cents = excluded.spent_cents, refunded_cents = excluded.refunded_cents, first_at = excluded.first_at, last_at = excluded.last_at
        """;

    private const string AddMissing = $"insert into analytics.customers ({Columns}) {Sums} {Group} on conflict do nothing";

    private const string ListWrong = $"""
        select coalesce(kept.buyer_id, summed.buyer_id) as buyer_id, array_agg(distinct coalesce(kept.seller_id, summed.seller_id)) as seller_ids
        from analytics.customers as kept full join ({Sums} {Group}) as summed using (seller_id, buyer_id, currency)
        where (kept.email, kept.name, kept.country, kept.orders, kept.purchases, kept.spent_cents, kept.refunded_cents, kept.first_at, kept.last_at)
            is distinct from (summed.email, summed.name, summed.country, summed.orders, summed.purchases, summed.spent_cents, summed.refunded_cents, summed.first_at, summed.last_at)
        group by 1
        """;

    public Task ExecuteAsync(Guid buyerId, IReadOnlyCollection<Guid> sellerIds, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        var sellers = sellerIds.ToArray();
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({$"analytics.customers {buyerId}"}, 0))", cancellationToken);

        // A guest whose orders were claimed has none left.
        await db.Database.ExecuteSqlAsync(
            $"""
            delete from analytics.customers as customer where buyer_id = {buyerId} and seller_id = any({sellers})
                and not exists (select 1 from orders.lines where buyer_id = {buyerId} and seller_id = customer.seller_id and currency = customer.currency and paid_at is not null)
            """, cancellationToken);
        return await db.Database.ExecuteSqlRawAsync(RefreshOne, [buyerId, sellers], cancellationToken);
    }, cancellationToken);

    public async Task ExecuteOfOrderAsync(Guid orderId, CancellationToken cancellationToken)
    {
        var lines = await db.OrderLines.Where(line => line.OrderId == orderId).Select(line => new { line.BuyerId, line.SellerId }).Distinct().ToListAsync(cancellationToken);
        foreach (var buyer in lines.GroupBy(line => line.BuyerId))
        {
            await ExecuteAsync(buyer.Key, [.. buyer.Select(line => line.SellerId)], cancellationToken);
        }
    }

    /// <summary>Looks for rows that are missing or not the sum of their lines, and makes them anew.</summary>
    /// <returns>How many there were; a sale of this moment may be among them.</returns>
    public async Task<int> ExecuteAllAsync(CancellationToken cancellationToken)
    {
        db.Database.SetCommandTimeout(AnalyticsPolicy.StatementWithin);

        // All at once, which matters the first time. Whoever changes a buyer meanwhile has the last word: that row is there, or is written over.
        var missing = await db.Database.ExecuteSqlRawAsync(AddMissing, cancellationToken);
        var wrong = await db.Database.SqlQueryRaw<BuyerOfSellers>(ListWrong).ToListAsync(cancellationToken);
        foreach (var buyer in wrong)
        {
            await ExecuteAsync(buyer.BuyerId, buyer.SellerIds, cancellationToken);
        }

        return missing + wrong.Count;
    }
}

internal sealed record BuyerOfSellers(Guid BuyerId, Guid[] SellerIds);
