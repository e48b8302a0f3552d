using Marketplace.Contracts.Analytics;

namespace Marketplace.Api.Analytics;

/// <summary>Sums of daily aggregates, as they come from the database.</summary>
internal sealed record FiguresRow(
    string Key, string Label, long Views, long Visitors, long CartAdds, long Units, long PriceCents, long DiscountCents, long PlatformFeeCents, long ProcessingFeeCents, long SellerCents,
    long Refunds, long RefundedSellerCents, long DisputesOpened, long DisputesWon, long DisputesLost);

/// <summary>
/// The sums' statements. {0} is the seller, {1} and {2} the first and the last day, {3} the currency, {4} the most rows, {5} the product if any.
/// </summary>
internal static class FiguresSql
{
    private static readonly string[] Traffic = ["views", "visitors", "cart_adds"];

    private static readonly string[] Sales =
    [
        "units", "price_cents", "discount_cents", "platform_fee_cents", "processing_fee_cents", "seller_cents", "refunds", "refunded_seller_cents", "disputes_opened", "disputes_won", "disputes_lost",
    ];

    /// <summary>One row.</summary>
    public static string Totals(bool ofProduct) => $"""
        with sold as (select {Sums(Sales)} from analytics.daily_sales where {Days(ofProduct)} and currency = {"{3}"}), seen as (select {Sums(Traffic)} from analytics.daily_traffic where {Days(ofProduct)})
        select '' as key, '' as label, {Shown([.. Traffic, .. Sales])} from sold cross join seen limit {"{4}"}
        """;

    public static string Rows(AnalyticsGrouping by, bool ofProduct) => by switch
    {
        AnalyticsGrouping.Day => Both("to_char(day, 'YYYY-MM-DD')", "key", "", "key", ofProduct),
        AnalyticsGrouping.Product => Both(
            "product_id", "coalesce(product.title, 'Removed product')", "left join (select id, title from catalog.products) as product on product.id = key", "coalesce(price_cents - discount_cents, 0) desc, coalesce(views, 0) desc, key", ofProduct),
        AnalyticsGrouping.Country => $"""
            select country::text as key, country::text as label, 0::bigint as views, 0::bigint as visitors, 0::bigint as cart_adds, {Sums(Sales)} from analytics.daily_sales
            where {Days(ofProduct)} and currency = {"{3}"} group by 1 order by sum(price_cents - discount_cents) desc, 1 limit {"{4}"}
            """,
        AnalyticsGrouping.Referrer => Sources("referrer", "true", ofProduct),
        AnalyticsGrouping.Campaign => Sources("concat_ws(' / ', nullif(utm_source, ''), nullif(utm_medium, ''), nullif(utm_campaign, ''))", "(utm_source <> '' or utm_medium <> '' or utm_campaign <> '')", ofProduct),
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, null),
    };

    private static string Both(string key, string label, string join, string order, bool ofProduct) => $"""
        with sold as (select {key} as key, {Sums(Sales)} from analytics.daily_sales where {Days(ofProduct)} and currency = {"{3}"} group by 1),
        seen as (select {key} as key, {Sums(Traffic)} from analytics.daily_traffic where {Days(ofProduct)} group by 1)
        select key::text as key, {label} as label, {Shown([.. Traffic, .. Sales])} from sold full join seen using (key) {join} order by {order} limit {"{4}"}
        """;

    private static string Sources(string key, string condition, bool ofProduct) => $"""
        select {key} as key, {key} as label, sum(views)::bigint as views, sum(visitors)::bigint as visitors, 0::bigint as cart_adds, {string.Join(", ", Sales.Select(name => $"0::bigint as {name}"))}
        from analytics.daily_sources where {Days(ofProduct)} and {condition} and {"{3}"} <> '' group by 1 order by sum(views) desc, 1 limit {"{4}"}
        """;

    private static string Days(bool ofProduct) => $"seller_id = {"{0}"} and day between {"{1}"} and {"{2}"}{Only(ofProduct)}";

    private static string Only(bool ofProduct) => ofProduct ? " and product_id = {5}" : "";

    private static string Sums(string[] names) => string.Join(", ", names.Select(name => $"sum({name})::bigint as {name}"));

    private static string Shown(string[] names) => string.Join(", ", names.Select(name => $"coalesce({name}, 0) as {name}"));
}
