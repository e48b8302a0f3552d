namespace Marketplace.Benchmarks.Selling;

/// <summary>How big the made-up marketplace is.</summary>
/// <param name="Sales">Lines that the one seller has sold.</param>
/// <param name="AllSales">Lines sold by everybody; the rest is shared by two hundred others.</param>
/// <param name="Weeks">Over how long, up to now.</param>
internal sealed record SeedSize(int Sales, int AllSales, int Weeks);

/// <summary>
/// Sales of one seller beside those of two hundred others, made in the database and set by set. In each hundred lines about: forty in orders of two
/// lines, ten discounted, twenty taxed, one refunded while held, one half refunded, one refunded after its transfer, one disputed. Released, transferred
/// and at the bank as the weekly run would have it by now. All of it satisfies the statements of the books; the sealer seals it afterwards.
/// </summary>
internal static class SellerSeed
{
    public static readonly Guid Seller = new("00000000-0000-7000-8000-000000000001");

    /// <summary>One of the two hundred.</summary>
    public static readonly Guid SmallSeller = new("00000000-0000-7000-8000-000000000002");

    /// <summary>Every eightieth order is this person's.</summary>
    public static readonly Guid Buyer = new("00000000-0000-7000-9000-000000000000");

    /// <summary>In this order, on one connection.</summary>
    public static IReadOnlyList<(string Name, string Sql)> Steps(SeedSize size) =>
        [("plan", Plan(size)), ("people", People), ("products", Products), ("orders", Orders), ("payouts", Payouts), ("refunds and disputes", Returns), ("entries", Entries), ("postings", Postings), ("queues", Queues), ("traffic", Traffic)];

    // Without triggers and foreign keys: each entry would be checked and queued alone.
    private static string Plan(SeedSize size) => FormattableString.Invariant($"""
        set session_replication_role = replica;
        set timezone = 'UTC';
        set work_mem = '256MB';
        set jit = off;
        create temporary table plan as
        with line as (
            select n, (case when n % 5 = 4 then n - 1 else n end)::bigint as o, (500 + n * 37 % 20000)::bigint as price,
                case when n::bigint * {size.Sales} / {size.AllSales} > (n - 1)::bigint * {size.Sales} / {size.AllSales} then 1 else 2 + (hashint8(n) & 2147483647) % 200 end as s
            from generate_series(1, {size.AllSales}) as n),
        priced as (
            select *, case when n % 10 = 0 then price / 5 else 0 end as discount, now() - interval '7 days' * {size.Weeks} * (1 - o / {size.AllSales + 1}.0) as paid_at from line),
        taxed as (select *, price - discount as amount, case when o % 5 = 0 then ((price - discount) * 19 + 50) / 100 else 0 end as tax from priced),
        charged as (
            select *, amount + tax as gross, (amount * 10 + 50) / 100 as platform, sum(amount) over (partition by o)::bigint as all_amount,
                ((sum(amount + tax) over (partition by o))::bigint * 29 + 500) / 1000 + 30 as charge_fee from taxed),
        shared as (
            select *, charge_fee * amount / all_amount as fee_base, row_number() over (partition by o order by charge_fee * amount % all_amount desc, n) as fee_rank,
                charge_fee - sum(charge_fee * amount / all_amount) over (partition by o)::bigint as fee_rest from charged),
        timed as (
            select *, fee_base + case when fee_rank <= fee_rest then 1 else 0 end as processing, paid_at + interval '7 days' as release_at,
                date_trunc('week', paid_at + interval '7 days') + interval '7 days' as run_at from shared),
        fated as (
            select *, amount - platform - processing as seller, case
                when n % 200 in (1, 2) and paid_at + interval '2 days' <= now() then 'refunded'
                when n % 200 in (6, 7) and paid_at + interval '2 days' <= now() then 'half'
                when n % 200 in (11, 12) and run_at + interval '13 hours' <= now() then 'late'
                when n % 200 = 16 and paid_at + interval '6 days' <= now() then 'lost'
                when n % 200 = 21 and paid_at + interval '6 days' <= now() then 'won'
                when n % 200 in (17, 22) and paid_at + interval '1 day' <= now() and paid_at + interval '6 days' > now() then 'disputed'
                else '' end as fate from timed),
        returned as (select *, case when fate in ('refunded', 'late', 'lost') then gross when fate = 'half' then gross / 2 else 0 end as back from fated)
        select n, o, s, ('00000000-0000-7000-8000-' || lpad(s::text, 12, '0'))::uuid as seller_id, uuidv7(paid_at - now()) as line_id, price, discount, amount, tax, gross, platform, processing, seller, charge_fee,
            paid_at, release_at, run_at, fate, back, (2 * seller * back + gross) / (2 * gross) as seller_back, (2 * platform * back + gross) / (2 * gross) as platform_back, (2 * tax * back + gross) / (2 * gross) as tax_back,
            fate not in ('refunded', 'lost', 'disputed') and release_at <= now() as is_released, fate not in ('refunded', 'lost', 'disputed') and run_at <= now() as is_transferred
        from returned;
        alter table plan add loss_back bigint, add due bigint;
        update plan set loss_back = back - seller_back - platform_back - tax_back, due = case when fate = 'late' then seller else seller - seller_back end;
        create temporary table charged as
        select o, uuidv7(min(paid_at) - now()) as order_id, min(paid_at) as paid_at, sum(gross)::bigint as gross, sum(tax)::bigint as tax, sum(discount)::bigint as discount, min(charge_fee) as charge_fee, min(s) as s,
            sum(back)::bigint as back, bool_or(fate = 'disputed') as is_disputed, ('00000000-0000-7000-9000-' || lpad((case when o % 80 = 0 then 0 else o % 20000 end)::text, 12, '0'))::uuid as buyer_id
        from plan group by o;
        create temporary table sent as
        select o, seller_id, uuidv7(min(run_at) - now()) as id, min(run_at) as run_at, sum(due)::bigint as cents, sum(case when fate = 'late' then due else 0 end)::bigint as reversed, count(*)::int as lines, row_number() over (order by o) as t
        from plan where is_transferred and due > 0 group by o, seller_id;
        create temporary table paid_out as
        select uuidv7(run_at + interval '1 day' - now()) as id, seller_id, run_at + interval '1 day' as at, sum(cents - reversed)::bigint as cents, row_number() over () as p
        from sent where run_at + interval '1 day' <= now() group by seller_id, run_at having sum(cents - reversed) > 0;
        create index on plan (o);
        create index on charged (o);
        analyze plan; analyze charged; analyze sent; analyze paid_out;
        """);

    private const string People = """
        insert into accounts.users (id, email, display_name, handle, links, is_admin, plan, created_at)
        select distinct seller_id, seller_id || '@example.org', 'Seller', right(seller_id::text, 30), array[]::text[], false, 'Enterprise', now() from plan
        union all select distinct buyer_id, buyer_id || '@example.org', 'Buyer', right(buyer_id::text, 30), array[]::text[], false, 'Free', now() from charged;
        insert into accounts.seller_accounts (user_id, stripe_account_id, terms_accepted_at, requirements_due, payouts_enabled, transfers_active, details_submitted, checked_at)
        select distinct seller_id, 'acct_' || s, now(), array[]::text[], true, true, true, now() from plan;
        insert into selling.discount_codes (id, seller_id, code, percent, currency, product_ids, starts_at, minimum_cents, is_active, created_at, updated_at)
        select uuidv7(), seller_id, 'SAVE' || s, 20, 'USD', array[]::uuid[], now() - interval '3 years', 0, true, now(), now() from (select distinct seller_id, s from plan) as seller;
        """;

    private const string Products = """
        insert into catalog.categories (slug, name, description, position) values ('benchmark', 'Benchmark', 'Made up', 0) on conflict do nothing;
        insert into catalog.products (id, seller_id, slug, title, summary, description, description_html, category_slug, tags, stack, currency, price_cents, state, published_at, created_at, updated_at, sales_count, rating_count, rating_sum, revision)
        select md5(s || '-' || p)::uuid, seller_id, 'product-' || s || '-' || p, 'Product number ' || p, 'Made up', '', '', 'benchmark', array[]::text[], array[]::text[], 'USD', 1999, 'Published', now(), now(), now() - interval '1 minute' * p, 0, 0, 0, 0
        from (select distinct seller_id, s from plan) as seller cross join generate_series(0, 49) as p;
        """;

    private const string Orders = """
        insert into orders.orders (id, number, buyer_id, buyer_email, buyer_name, currency, total_cents, tax_cents, discount_cents, discount_code, tax_rate_basis_points, buyer_country, state, is_demo, created_at, paid_at)
        select order_id, 'MP-2026-' || lpad(o::text, 6, '0'), buyer_id, 'buyer@example.org', 'Buyer', 'USD', gross, tax, discount, case when discount > 0 then 'SAVE' || s end, case when tax > 0 then 1900 else 0 end,
            case when o % 7 > 0 then (array['US', 'DE', 'GB', 'FR', 'IN', 'CA', 'BR', 'NL', 'PL', 'JP', 'AU', 'ES'])[1 + o % 12] end, case when is_disputed then 'Disputed' when back = gross then 'Refunded' when back > 0 then 'PartiallyRefunded' else 'Paid' end, false, paid_at, paid_at from charged order by o;
        insert into orders.lines (id, order_id, position, product_id, seller_id, buyer_id, slug, title, license, currency, price_cents, discount_cents, tax_cents, platform_fee_percent, platform_fee_cents, processing_fee_cents,
            refund_window_days, state, paid_at, release_at, released_at, frozen_at, transfer_id, license_key, refunded_cents, disputed_cents, due_cents, held_cents, passed_on_cents)
        select line_id, order_id, plan.n - plan.o, md5(plan.s || '-' || n % 50)::uuid, plan.seller_id, buyer_id, 'product-' || plan.s || '-' || n % 50, 'Product number ' || n % 50, 'Standard', 'USD', price, plan.discount, plan.tax, 10, platform, processing, 7,
            case when fate in ('refunded', 'late', 'lost') then 'Refunded' when is_transferred then 'Transferred' when is_released then 'Released' else 'InEscrow' end,
            plan.paid_at, release_at, case when is_released then release_at end, case when fate = 'disputed' then plan.paid_at + interval '1 day' end, sent.id, 'KEY-' || n, plan.back, case when fate = 'disputed' then plan.gross else 0 end,
            case when is_transferred or fate in ('refunded', 'lost', 'disputed') then 0 else due end, case when fate = 'disputed' then seller else 0 end, case when is_transferred and fate <> 'late' then due else 0 end
        from plan join charged using (o) left join sent on sent.o = plan.o and sent.seller_id = plan.seller_id and plan.is_transferred order by n;
        insert into payments.payments (id, order_id, buyer_id, currency, amount_cents, state, session_id, charge_id, fee_cents, created_at, settled_at)
        select order_id, order_id, buyer_id, 'USD', gross, 'Succeeded', 'cs_' || o, 'ch_' || o, charge_fee, paid_at, paid_at from charged order by o;
        insert into orders.downloads (id, order_line_id, package_version_id, at) select uuidv7(paid_at - now()), line_id, line_id, paid_at from plan where n % 5 < 3 order by n;

        -- Checkouts that nobody paid.
        insert into orders.orders (id, number, buyer_id, buyer_email, buyer_name, currency, total_cents, tax_cents, discount_cents, tax_rate_basis_points, state, is_demo, created_at)
        select md5('canceled-' || o)::uuid, 'MP-2025-' || lpad(o::text, 6, '0'), buyer_id, 'buyer@example.org', 'Buyer', 'USD', gross, 0, 0, 0, 'Canceled', false, paid_at from charged where o % 20 = 1;
        insert into orders.lines (id, order_id, position, product_id, seller_id, buyer_id, slug, title, license, currency, price_cents, discount_cents, tax_cents, platform_fee_percent, platform_fee_cents, processing_fee_cents,
            refund_window_days, state, refunded_cents, disputed_cents, due_cents, held_cents, passed_on_cents)
        select uuidv7(paid_at - now()), md5('canceled-' || o)::uuid, 0, md5(s || '-' || n % 50)::uuid, seller_id, seller_id, 'product', 'Product', 'Standard', 'USD', price, 0, 0, 10, platform, processing, 7, 'Canceled', 0, 0, 0, 0, 0 from plan where n % 20 = 1;
        """;

    private const string Payouts = """
        insert into payouts.runs (id, monday_at, started_at, completed_at) select uuidv7(run_at - now()), run_at, run_at, run_at from (select distinct run_at from sent) as run;
        insert into payouts.transfers (id, run_id, seller_id, order_id, order_number, charge_id, destination_account_id, currency, amount_cents, debt_cents, reversed_cents, line_count, state, stripe_transfer_id, created_at, sent_at)
        select sent.id, run.id, seller_id, order_id, 'MP-2026-' || lpad(o::text, 6, '0'), 'ch_' || o, 'acct_1', 'USD', cents, 0, reversed, lines, 'Sent', 'tr_' || t, run_at, run_at
        from sent join charged using (o) join payouts.runs as run on run.monday_at = run_at order by run_at, sent.id;
        insert into payouts.reversals (id, transfer_id, seller_id, currency, wanted_cents, asked_cents, cause_id, state, stripe_reversal_id, created_at, done_at)
        select uuidv7(run_at - now()), id, seller_id, 'USD', reversed, reversed, 're_' || o, 'Done', 'trr_' || o, run_at + interval '12 hours', run_at + interval '12 hours' from sent where reversed > 0;
        insert into payouts.bank_payouts (id, seller_id, stripe_payout_id, currency, amount_cents, state, created_at, arrival_at) select id, seller_id, 'po_' || p, 'USD', cents, 'Paid', at, at from paid_out;
        """;

    private const string Returns = """
        create temporary table refunded as select plan.*, order_id, uuidv7(plan.paid_at + interval '2 days' - now()) as id, case when fate = 'late' then run_at + interval '12 hours' else plan.paid_at + interval '2 days' end as at
        from plan join charged using (o) where fate in ('refunded', 'half', 'late');
        insert into refunds.refunds (id, order_id, charge_id, currency, amount_cents, state, origin, reason, decided_at, stripe_refund_id, created_at, booked_at)
        select id, order_id, 'ch_' || o, 'USD', back, 'Succeeded', 'Seller', 'Made up', at, 're_' || n, at, at from refunded order by at;
        insert into refunds.refund_lines (refund_id, order_line_id, seller_id, amount_cents, seller_cents, platform_fee_cents, tax_cents, loss_cents)
        select id, line_id, seller_id, back, seller_back, platform_back, tax_back, loss_back from refunded order by at;
        create temporary table contested as select plan.*, order_id, uuidv7(plan.paid_at + interval '1 day' - now()) as id, plan.paid_at + interval '1 day' as at from plan join charged using (o) where fate in ('lost', 'won', 'disputed');
        insert into disputes.disputes (id, stripe_dispute_id, order_id, charge_id, currency, amount_cents, reason, state, fee_cents, seller_ids, evidence_due_at, created_at, booked_at, closed_at)
        select id, 'du_' || n, order_id, 'ch_' || o, 'USD', gross, 'fraudulent', case fate when 'lost' then 'Lost' when 'won' then 'Won' else 'NeedsResponse' end, 1500, array[seller_id], at + interval '9 days', at, at,
            case when fate <> 'disputed' then paid_at + interval '6 days' end from contested order by at;
        insert into disputes.dispute_lines (dispute_id, order_line_id, seller_id, amount_cents) select id, line_id, seller_id, gross from contested order by at;
        """;

    private const string Entries = """
        create temporary table booked as
        select order_id as id, 'sale' as event_type, 'ch_' || o as source_id, paid_at as at, o as key from charged
        union all select uuidv7(release_at - now()), 'release', line_id::text, release_at, n from plan where is_released and due > 0
        union all select uuidv7(run_at - now()), 'transfer', id::text, run_at, t from sent
        union all select uuidv7(at - now()), 'bank_payout', 'po_' || p, at, p from paid_out
        union all select uuidv7(at - now()), 'refund', 're_' || n, at, n from refunded
        union all select uuidv7(at - now()), 'transfer_reversal', 'trr_' || n, at, n from refunded where fate = 'late'
        union all select uuidv7(at - now()), 'dispute_opened', 'du_' || n, at, n from contested
        union all select uuidv7(at - now()), 'dispute_' || fate, 'du_' || n, paid_at + interval '6 days', n from contested where fate <> 'disputed';
        analyze booked; analyze refunded; analyze contested;
        insert into ledger.entries (id, event_type, source_id, occurred_at, booked_at) select id, event_type, source_id, at, at from booked order by at, id;
        """;

    private const string Postings = """
        create temporary table posted as
        select entry.id as entry_id, (n - o) * 10 + position as position, account, case when account = 'escrow' then seller_id end as seller_id, line_id, cents
        from booked as entry join plan on plan.o = entry.key
        cross join lateral (values (0, 'stripe_clearing', gross), (1, 'tax_payable', -tax), (2, 'stripe_fees', -processing), (3, 'platform_revenue', -platform), (4, 'escrow', -seller)) as part(position, account, cents)
        where entry.event_type = 'sale'
        union all
        select entry.id, position, account, seller_id, line_id, cents from booked as entry join plan on plan.n = entry.key
        cross join lateral (values (0, 'escrow', due), (1, 'payable', -due)) as part(position, account, cents) where entry.event_type = 'release'
        union all
        select entry.id, plan.n - plan.o, 'payable', plan.seller_id, line_id, due from booked as entry join sent on sent.t = entry.key join plan on plan.o = sent.o and plan.seller_id = sent.seller_id and plan.is_transferred and plan.due > 0
        where entry.event_type = 'transfer'
        union all
        select entry.id, 9, 'connected', seller_id, null, -cents from booked as entry join sent on sent.t = entry.key where entry.event_type = 'transfer'
        union all
        select entry.id, position, account, seller_id, null, part.cents from booked as entry join paid_out on paid_out.p = entry.key
        cross join lateral (values (0, 'connected', paid_out.cents), (1, 'paid_out', -paid_out.cents)) as part(position, account, cents) where entry.event_type = 'bank_payout'
        union all
        select entry.id, position, account, case when is_sellers then seller_id end, line_id, cents from booked as entry join refunded on refunded.n = entry.key
        cross join lateral (values (0, 'stripe_clearing', false, -back), (1, case when fate = 'late' then 'debt' else 'escrow' end, true, seller_back), (2, 'platform_revenue', false, platform_back),
            (3, 'tax_payable', false, tax_back), (4, 'platform_loss', false, loss_back)) as part(position, account, is_sellers, cents) where entry.event_type = 'refund'
        union all
        select entry.id, position, account, seller_id, null, cents from booked as entry join refunded on refunded.n = entry.key
        cross join lateral (values (0, 'connected', due), (1, 'debt', -due)) as part(position, account, cents) where entry.event_type = 'transfer_reversal'
        union all
        select entry.id, position, account, case when is_sellers then seller_id end, case when position < 4 then line_id end, cents from booked as entry join contested on contested.n = entry.key
        cross join lateral (values (0, 'stripe_clearing', false, -gross), (1, 'platform_loss', false, gross), (2, 'escrow', true, seller), (3, 'dispute_hold', true, -seller), (4, 'stripe_fees', false, -1500), (5, 'platform_loss', false, 1500))
            as part(position, account, is_sellers, cents) where entry.event_type = 'dispute_opened'
        union all
        select entry.id, position, account, case when is_sellers then seller_id end, line_id, cents from booked as entry join contested on contested.n = entry.key
        cross join lateral (values (0, 'dispute_hold', true, seller_back), (1, 'platform_revenue', false, platform_back), (2, 'tax_payable', false, tax_back), (3, 'platform_loss', false, -seller_back - platform_back - tax_back))
            as part(position, account, is_sellers, cents) where entry.event_type = 'dispute_lost'
        union all
        select entry.id, position, account, case when is_sellers then seller_id end, line_id, cents from booked as entry join contested on contested.n = entry.key
        cross join lateral (values (0, 'stripe_clearing', false, gross), (1, 'platform_loss', false, -gross), (2, 'dispute_hold', true, seller), (3, 'escrow', true, -seller))
            as part(position, account, is_sellers, cents) where entry.event_type = 'dispute_won';
        insert into ledger.postings (entry_id, position, account, seller_id, order_line_id, currency, amount_cents)
        select entry_id, position, account, seller_id, line_id, 'USD', cents from posted where cents <> 0 order by entry_id, position;
        """;

    // The last two hundred entries are what has been booked since the sealer was last there: SealLater adds them.
    private const string Queues = """
        insert into ledger.unsealed (entry_id, booked_at) select id, at from booked order by at, id offset 0 limit greatest(0, (select count(*) from booked) - 200);
        insert into outbox.messages (id, type, payload, created_at, due_at, attempts, handled_at)
        select uuidv7(paid_at - now()), 'orders.paid', '{}', paid_at, paid_at, 1, paid_at from plan where paid_at > now() - interval '8 days' order by n;
        set session_replication_role = origin;
        """;

    // Every product of the one seller was looked at on every day, a few of the others' lately, from six places. The sales' aggregates are made by the product's own rebuild.
    private const string Traffic = """
        create temporary table looked as
        select product.seller_id, day::date as day, product.id as product_id, (20 + abs(hashtext(product.id::text || day)) % 60)::bigint as views
        from catalog.products as product cross join generate_series((select min(paid_at) from plan)::date, now()::date, interval '1 day') as day
        where product.seller_id = '00000000-0000-7000-8000-000000000001' or (right(product.slug, 2) in ('-0', '-1', '-2', '-3', '-4') and day > now() - interval '60 days');
        insert into analytics.daily_traffic (seller_id, day, product_id, views, visitors, cart_adds) select seller_id, day, product_id, views, views * 4 / 5, views / 10 from looked;
        insert into analytics.daily_sources (seller_id, day, product_id, referrer, utm_source, utm_medium, utm_campaign, views, visitors)
        select seller_id, day, product_id, referrer, '', '', '', views / 6, views / 8 from looked cross join unnest(array['', '(marketplace)', 'google.com', 'github.com', 'dev.to', 'news.ycombinator.com']) as referrer;
        """;

    /// <summary>After the sealing: what the sealer has not come to yet.</summary>
    public const string SealLater = "insert into ledger.unsealed (entry_id, booked_at) select id, booked_at from ledger.entries as entry where not exists (select 1 from ledger.seals where entry_id = entry.id)";
}
