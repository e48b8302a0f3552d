namespace Marketplace.Benchmarks.Selling;

/// <summary>
/// Two years of sales, made in the database: one seller with all the sales asked for, and two hundred with half as many together. Everything
/// older than twelve days is released, transferred and at the bank.
/// </summary>
internal static class SellerSeed
{
    public static readonly Guid Seller = new("00000000-0000-7000-8000-000000000001");

    /// <param name="sales">How many the one seller has.</param>
    public static string Sql(int sales) => FormattableString.Invariant($"""
        set session_replication_role = replica;
        create temporary table sold as
        select n, uuidv7(at - now()) as order_id, uuidv7(at - now()) as line_id, at as paid_at, price,
            case when n <= {sales} then '{Seller}'::uuid else ('00000000-0000-7000-8000-' || lpad((2 + n % 200)::text, 12, '0'))::uuid end as seller_id,
            (price * 10 + 50) / 100 as platform, (price * 29 + 500) / 1000 + 30 as processing, at < now() - interval '12 days' as is_done
        from (select n, now() - interval '2 years' * (1 - random()) as at, (500 + n * 37 % 20000)::bigint as price from generate_series(1, {sales} * 3 / 2) as n) as plan;
        alter table sold add due bigint;
        update sold set due = price - platform - processing;

        insert into accounts.users (id, email, display_name, handle, links, is_admin, created_at)
        select distinct seller_id, seller_id || '@example.org', 'Seller', right(seller_id::text, 30), array[]::text[], false, now() from sold;
        insert into accounts.seller_accounts (user_id, terms_accepted_at, requirements_due, payouts_enabled, transfers_active, details_submitted)
        select distinct seller_id, now(), array[]::text[], true, true, true from sold;
        insert into orders.orders (id, number, buyer_id, buyer_email, buyer_name, currency, total_cents, tax_cents, discount_cents, tax_rate_basis_points, state, is_demo, created_at, paid_at)
        select order_id, 'MP-2026-' || lpad(n::text, 6, '0'), uuidv7(), 'buyer@example.org', 'Buyer', 'USD', price, 0, 0, 0, 'Paid', false, paid_at, paid_at from sold;
        insert into orders.lines (id, order_id, position, product_id, seller_id, buyer_id, slug, title, license, currency, price_cents, discount_cents, tax_cents, platform_fee_percent,
            platform_fee_cents, processing_fee_cents, refund_window_days, state, paid_at, release_at, released_at, transfer_id, license_key, refunded_cents, disputed_cents, due_cents, held_cents, passed_on_cents)
        select line_id, order_id, 0, uuidv7(), seller_id, uuidv7(), 'product-' || n % 50, 'Product number ' || n % 50, 'Standard', 'USD', price, 0, 0, 10,
            platform, processing, 7, case when is_done then 'Transferred' else 'InEscrow' end, paid_at, paid_at + interval '7 days', case when is_done then paid_at + interval '7 days' end,
            case when is_done then order_id end, 'KEY-' || n, 0, 0, case when is_done then 0 else due end, 0, case when is_done then due else 0 end from sold;
        insert into payments.payments (id, order_id, buyer_id, currency, amount_cents, state, session_id, charge_id, fee_cents, created_at, settled_at)
        select order_id, order_id, uuidv7(), 'USD', price, 'Succeeded', 'cs_' || n, 'ch_' || n, processing, paid_at, paid_at from sold;
        insert into payouts.transfers (id, run_id, seller_id, order_id, order_number, charge_id, destination_account_id, currency, amount_cents, debt_cents, reversed_cents, line_count, state, stripe_transfer_id, created_at, sent_at)
        select order_id, uuidv7(), seller_id, order_id, 'MP-2026-' || lpad(n::text, 6, '0'), 'ch_' || n, 'acct_1', 'USD', due, 0, 0, 1, 'Sent', 'tr_' || n, paid_at + interval '9 days', paid_at + interval '9 days' from sold where is_done;
        create temporary table paid_out as
        select uuidv7() as id, seller_id, date_trunc('week', paid_at + interval '9 days') + interval '1 day' as at, sum(due)::bigint as cents from sold where is_done group by 2, 3;
        insert into payouts.bank_payouts (id, seller_id, stripe_payout_id, currency, amount_cents, state, created_at, arrival_at) select id, seller_id, 'po_' || id, 'USD', cents, 'Paid', at, at from paid_out;

        create temporary table booked as
        select order_id as id, 'sale' as event_type, 'ch_' || n as source_id, paid_at as at from sold
        union all select uuidv7(), 'release', line_id::text, paid_at + interval '7 days' from sold where is_done
        union all select uuidv7(), 'transfer', order_id::text, paid_at + interval '9 days' from sold where is_done
        union all select id, 'bank_payout', 'po_' || id, at from paid_out;
        insert into ledger.entries (id, event_type, source_id, occurred_at, booked_at) select id, event_type, source_id, at, at from booked;
        insert into ledger.unsealed (entry_id, booked_at) select id, at from booked;
        insert into ledger.postings (entry_id, position, account, seller_id, order_line_id, currency, amount_cents)
        select entry.id, part.position, part.account, case when part.is_sellers then sold.seller_id end, sold.line_id, 'USD', part.cents
        from booked as entry join sold on entry.source_id = 'ch_' || sold.n
        cross join lateral (values (0, 'stripe_clearing', false, price), (1, 'stripe_fees', false, -processing), (2, 'platform_revenue', false, -platform), (3, 'escrow', true, -due)) as part(position, account, is_sellers, cents)
        where entry.event_type = 'sale'
        union all
        select entry.id, part.position, part.account, sold.seller_id, sold.line_id, 'USD', part.cents
        from booked as entry join sold on entry.source_id = sold.line_id::text cross join lateral (values (0, 'escrow', due), (1, 'payable', -due)) as part(position, account, cents)
        where entry.event_type = 'release'
        union all
        select entry.id, part.position, part.account, sold.seller_id, part.line_id, 'USD', part.cents
        from booked as entry join sold on entry.source_id = sold.order_id::text
        cross join lateral (values (0, 'payable', due, sold.line_id), (1, 'connected', -due, null)) as part(position, account, cents, line_id)
        where entry.event_type = 'transfer'
        union all
        select entry.id, part.position, part.account, paid_out.seller_id, null, 'USD', part.cents
        from booked as entry join paid_out on entry.id = paid_out.id cross join lateral (values (0, 'connected', cents), (1, 'paid_out', -cents)) as part(position, account, cents)
        where entry.event_type = 'bank_payout';
        set session_replication_role = origin;
        """);
}
