using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Ledger;

/// <summary>That what sellers see without summing the past is the sum of the past.</summary>
public sealed class SellerBooks(MarketplaceDb db)
{
    public async Task<IReadOnlyList<Invariant>> CheckAsync(CancellationToken cancellationToken) =>
    [
        await CountAsync("Sellers' balances at the end of their chains are the sums of their postings", "balances that are not",
            $"""
            with summed as (
                select seller_id, account, currency, sum(amount_cents) as cents from ledger.postings where seller_id is not null group by seller_id, account, currency),
            shown as (
                select seller_id, account, currency, sum(cents) as cents from (
                    select seller_id, account, currency, balance_cents * case when account = any({Debits}) then 1 else -1 end as cents from (
                        select distinct on (seller_id, account, currency) * from ledger.seller_seals order by seller_id, account, currency, number desc) as last
                    union all
                    select posting.seller_id, posting.account, posting.currency, posting.amount_cents
                    from ledger.unsealed as entry join ledger.postings as posting on posting.entry_id = entry.entry_id where posting.seller_id is not null) as part
                group by seller_id, account, currency)
            select count(*)::int as "Value" from summed full join shown using (seller_id, account, currency) where summed.cents is distinct from shown.cents
            """, cancellationToken),
        await CountAsync("What a seller's lines give is what the seller's accounts hold", "sellers with a difference",
            $"""
            with lines as (
                select seller_id, currency, sum(due_cents + held_cents + passed_on_cents) as cents from orders.lines where paid_at is not null group by seller_id, currency),
            booked as (
                select seller_id, currency, -sum(amount_cents) as cents from ledger.postings where seller_id is not null group by seller_id, currency)
            select count(*)::int as "Value" from lines full join booked using (seller_id, currency) where coalesce(lines.cents, 0) <> coalesce(booked.cents, 0)
            """, cancellationToken),
        await CountAsync("What lines say of price, tax and fees is what their sale booked", "lines that differ",
            $"""
            with booked as (
                select posting.order_line_id as id,
                    sum(posting.amount_cents) filter (where posting.account = 'stripe_clearing') as gross,
                    -sum(posting.amount_cents) filter (where posting.account = 'tax_payable') as tax,
                    -sum(posting.amount_cents) filter (where posting.account = 'platform_revenue') as platform,
                    -sum(posting.amount_cents) filter (where posting.account = 'stripe_fees') as processing
                from ledger.entries as entry join ledger.postings as posting on posting.entry_id = entry.id
                where entry.event_type = 'sale' group by posting.order_line_id)
            select count(*)::int as "Value" from booked full join (select * from orders.lines where paid_at is not null and price_cents > discount_cents) as line using (id)
            where (coalesce(gross, 0), coalesce(tax, 0), coalesce(platform, 0), coalesce(processing, 0))
                is distinct from (line.price_cents - line.discount_cents + line.tax_cents, line.tax_cents, line.platform_fee_cents, line.processing_fee_cents)
            """, cancellationToken),
    ];

    private static string[] Debits => [.. LedgerAccounts.OfSellers.Where(account => LedgerAccounts.Direction(account) > 0)];

    private async Task<Invariant> CountAsync(string name, string what, FormattableString sql, CancellationToken cancellationToken)
    {
        var count = await db.Database.SqlQuery<int>(sql).SingleAsync(cancellationToken);
        return new(name, count == 0, $"{count} {what}");
    }
}
