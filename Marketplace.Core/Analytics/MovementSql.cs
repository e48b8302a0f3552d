namespace Marketplace.Core.Analytics;

/// <summary>What brings a movement about; the names are stored.</summary>
public static class MovementKind
{
    public const string Sale = "sale";
    public const string Refund = "refund";
    public const string RefundReturned = "refund_returned";
    public const string DisputeOpened = "dispute_opened";
    public const string DisputeClosed = "dispute_closed";

    /// <summary>Not of money, and not rebuilt: a cart forgets.</summary>
    public const string CartAdd = "cart_add";
}

/// <summary>
/// The one definition of the sellers' figures: a row per event and line, from the frozen lines of paid orders and from the postings that refunds and
/// disputes booked. Counting one event, rebuilding everything and comparing all ask the same query, so they cannot disagree about what a figure means.
/// <para>A sale counts on the day it was paid, everything else on the day it happened in the books (the entry's <c>occurred_at</c>).</para>
/// </summary>
internal static class MovementSql
{
    private static readonly string[] Key = ["seller_id", "day", "product_id", "country", "currency"];

    private static readonly string[] Figures =
    [
        "units", "price_cents", "discount_cents", "tax_cents", "platform_fee_cents", "processing_fee_cents", "seller_cents", "refunds", "disputes_opened",
        "disputes_won", "disputes_lost", "refunded_cents", "refunded_tax_cents", "refunded_platform_fee_cents", "refunded_seller_cents",
    ];

    private const string Cell = "line.seller_id, line.product_id, coalesce(orders.buyer_country, 'ZZ') as country, line.currency";
    private const string NothingSold = "0 as units, 0 as price_cents, 0 as discount_cents, 0 as tax_cents, 0 as platform_fee_cents, 0 as processing_fee_cents, 0 as seller_cents";

    // Of a refund's or a lost dispute's postings on one line: what seller, platform and tax office gave.
    private const string Given = """
        coalesce(sum(posting.amount_cents) filter (where posting.account = 'tax_payable'), 0) as refunded_tax_cents,
        coalesce(sum(posting.amount_cents) filter (where posting.account = 'platform_revenue'), 0) as refunded_platform_fee_cents,
        coalesce(sum(posting.amount_cents) filter (where posting.seller_id is not null), 0) as refunded_seller_cents
        """;

    private const string Sales = $"""
        select 'sale' as kind, orders.id as source_id, orders.paid_at as moment, {Cell}, 1 as units, line.price_cents, line.discount_cents, line.tax_cents, line.platform_fee_cents, line.processing_fee_cents,
            line.price_cents - line.discount_cents - line.platform_fee_cents - line.processing_fee_cents as seller_cents,
            0 as refunds, 0 as disputes_opened, 0 as disputes_won, 0 as disputes_lost, 0 as refunded_cents, 0 as refunded_tax_cents, 0 as refunded_platform_fee_cents, 0 as refunded_seller_cents
        from orders.orders join orders.lines as line on line.order_id = orders.id where line.paid_at is not null
        """;

    private const string Refunds = $"""
        select 'refund', refund.id, entry.occurred_at, {Cell}, {NothingSold}, 1, 0, 0, 0, coalesce(-sum(posting.amount_cents) filter (where posting.account = 'stripe_clearing'), 0), {Given}
        from refunds.refunds as refund join ledger.entries as entry on entry.event_type = 'refund' and entry.source_id = refund.stripe_refund_id
        join ledger.postings as posting on posting.entry_id = entry.id join orders.lines as line on line.id = posting.order_line_id join orders.orders on orders.id = line.order_id
        group by refund.id, entry.id, line.id, orders.id
        """;

    private const string ReturnedRefunds = $"""
        select 'refund_returned', refund.id, entry.occurred_at, {Cell}, {NothingSold}, -1, 0, 0, 0, coalesce(-sum(posting.amount_cents) filter (where posting.account = 'stripe_clearing'), 0), {Given}
        from refunds.refunds as refund join ledger.entries as entry on entry.event_type = 'refund_failed' and entry.source_id = refund.stripe_refund_id
        join ledger.postings as posting on posting.entry_id = entry.id join orders.lines as line on line.id = posting.order_line_id join orders.orders on orders.id = line.order_id
        group by refund.id, entry.id, line.id, orders.id
        """;

    private const string OpenedDisputes = $"""
        select 'dispute_opened', dispute.id, dispute.created_at, {Cell}, {NothingSold}, 0, 1, 0, 0, 0, 0, 0, 0
        from disputes.disputes as dispute join disputes.dispute_lines as part on part.dispute_id = dispute.id
        join orders.lines as line on line.id = part.order_line_id join orders.orders on orders.id = line.order_id where dispute.booked_at is not null
        """;

    // What the bank took beyond the parties' shares is the platform's loss since the opening, so the entry of a lost dispute has no clearing.
    private const string ClosedDisputes = $"""
        select 'dispute_closed', dispute.id, dispute.closed_at, {Cell}, {NothingSold}, 0, 0, (dispute.state = 'Won')::int, (dispute.state = 'Lost')::int,
            case when dispute.state = 'Lost' then part.amount_cents else 0 end, given.refunded_tax_cents, given.refunded_platform_fee_cents, given.refunded_seller_cents
        from disputes.disputes as dispute join disputes.dispute_lines as part on part.dispute_id = dispute.id
        join orders.lines as line on line.id = part.order_line_id join orders.orders on orders.id = line.order_id
        cross join lateral (
            select {Given} from ledger.entries as entry join ledger.postings as posting on posting.entry_id = entry.id
            where entry.event_type = 'dispute_lost' and entry.source_id = dispute.stripe_dispute_id and posting.order_line_id = line.id) as given
        where dispute.booked_at is not null and dispute.closed_at is not null
        """;

    /// <summary>All movements; <c>kind</c> and <c>source_id</c> reach the tables' indexes when they are asked for.</summary>
    public const string All = $"(select *, (moment at time zone 'UTC')::date as day from ({Sales} union all {Refunds} union all {ReturnedRefunds} union all {OpenedDisputes} union all {ClosedDisputes}) as part)";

    /// <summary>Adds one event, named by {0} and {1}. Cells are taken in one order everywhere, so that two workers cannot block each other.</summary>
    public static readonly string AddOne = $"{Insert($"{All} as movement where kind = {{0}} and source_id = {{1}}")} on conflict ({Names(Key)}) do update set {Join(Figures, name => $"{name} = daily_sales.{name} + excluded.{name}")}";

    /// <summary>Fills empty tables, with what was counted as of the same moment: it is one statement, so it sees one state of the books.</summary>
    public static readonly string AddAll = $$"""
        with movement as materialized (select * from {{All}} as movement),
        counted as (insert into analytics.counted_events (kind, source_id, counted_at) select distinct kind, source_id, {0}::timestamptz from movement)
        {{Insert("movement")}}
        """;

    /// <summary>Cells that are not the sum of what was counted.</summary>
    public static readonly string CountWrongCells = $"""
        select count(*)::int as "Value" from analytics.daily_sales as kept
        full join (select {Names(Key)}, {Sums} from {All} as movement join analytics.counted_events as counted using (kind, source_id) group by {Names(Key)}) as summed using ({Names(Key)})
        where ({Join(Figures, name => $"coalesce(kept.{name}, 0)")}) is distinct from ({Join(Figures, name => $"coalesce(summed.{name}, 0)")})
        """;

    /// <summary>Sellers whose movements do not add up to what their accounts hold.</summary>
    public const string CountWrongSellers = $"""
        with moved as (select seller_id, currency, sum(seller_cents - refunded_seller_cents) as cents from {All} as movement group by seller_id, currency),
        booked as (select seller_id, currency, -sum(amount_cents) as cents from ledger.postings where seller_id is not null group by seller_id, currency)
        select count(*)::int as "Value" from moved full join booked using (seller_id, currency) where coalesce(moved.cents, 0) <> coalesce(booked.cents, 0)
        """;

    /// <summary>Events before {0} that nobody counted.</summary>
    public const string ListForgotten = $$"""
        select distinct kind, source_id from {{All}} as movement
        where moment < {0} and not exists (select 1 from analytics.counted_events as counted where counted.kind = movement.kind and counted.source_id = movement.source_id)
        """;

    private static string Sums => Join(Figures, name => $"sum({name})::bigint as {name}");

    private static string Insert(string from) => $"insert into analytics.daily_sales ({Names([.. Key, .. Figures])}) select {Names(Key)}, {Sums} from {from} group by {Names(Key)} order by {Names(Key)}";

    private static string Names(string[] names) => string.Join(", ", names);

    private static string Join(string[] names, Func<string, string> format) => string.Join(", ", names.Select(format));
}
