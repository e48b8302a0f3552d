using System.Text.Json.Serialization;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Analytics;

/// <summary>What the rows of an answer are.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AnalyticsGrouping>))]
public enum AnalyticsGrouping
{
    [JsonStringEnumMemberName("day")] Day,
    [JsonStringEnumMemberName("product")] Product,
    [JsonStringEnumMemberName("country")] Country,
    [JsonStringEnumMemberName("referrer")] Referrer,
    [JsonStringEnumMemberName("campaign")] Campaign,

    /// <summary>The finest figures, by day, product and country; as CSV only, over any period.</summary>
    [JsonStringEnumMemberName("detail")] Detail,
}

/// <summary>Views and what became of them.</summary>
/// <param name="Visitors">Different visitors of a product on a day, summed over products and days.</param>
/// <param name="CartAdds">Null where views are told apart by where they came from: nobody is followed as far as the cart.</param>
public sealed record TrafficFiguresView(long Views, long Visitors, long? CartAdds);

/// <summary>
/// Sold less both fees less refunded is earned, and earned over all days is what the seller's accounts hold, to the cent.
/// A refund or dispute counts on its own day, whenever the sale was.
/// </summary>
/// <param name="Revenue">Price less discount, without tax.</param>
/// <param name="Refunds">Lines refunded in full or in part, less those whose refund the bank sent back.</param>
/// <param name="Refunded">What refunds and lost disputes took from the seller.</param>
public sealed record SalesFiguresView(
    long Units,
    MoneyView Revenue,
    MoneyView Discounts,
    MoneyView PlatformFees,
    MoneyView ProcessingFees,
    long Refunds,
    MoneyView Refunded,
    MoneyView Earned,
    long DisputesOpened,
    long DisputesWon,
    long DisputesLost);

/// <param name="Key">The day, the product's id, the country's two letters (<c>ZZ</c>: not stated), the host, or the campaign's words.</param>
/// <param name="Label">The same for people.</param>
/// <param name="Traffic">Null by country: where visitors are is not known.</param>
/// <param name="Sales">Null by referrer and campaign: sales are not attributed to them.</param>
public sealed record AnalyticsRowView(string Key, string Label, TrafficFiguresView? Traffic, SalesFiguresView? Sales);

/// <summary>A seller's figures over whole UTC days, each a sum of daily aggregates; a sale is in them seconds after it was paid.</summary>
/// <param name="To">The last day, included.</param>
/// <param name="PreviousFrom">As many days right before <paramref name="From"/>, to compare with; <paramref name="PreviousTraffic"/> and <paramref name="PreviousSales"/> are its totals.</param>
/// <param name="HasMore">There are more rows than one answer gives; the CSV has all.</param>
/// <param name="Earliest">The first day that the seller's plan shows; older figures are kept.</param>
public sealed record AnalyticsView(
    DateOnly From,
    DateOnly To,
    DateOnly PreviousFrom,
    DateOnly PreviousTo,
    AnalyticsGrouping By,
    TrafficFiguresView Traffic,
    SalesFiguresView Sales,
    TrafficFiguresView PreviousTraffic,
    SalesFiguresView PreviousSales,
    IReadOnlyList<AnalyticsRowView> Rows,
    bool HasMore,
    DateOnly Earliest);

/// <summary>
/// Somebody who bought of this seller. Name and address are given for support and for what the sale itself needs; the buyer was told so.
/// </summary>
/// <param name="Country">As stated for the tax on the latest order; null when the buyer did not.</param>
/// <param name="Spent">Price less discount of all purchases, without tax.</param>
/// <param name="Refunded">What of it went back.</param>
public sealed record CustomerView(
    Guid Id, string Name, string Email, string? Country, long Orders, long Purchases, MoneyView Spent, MoneyView Refunded, DateTimeOffset FirstPurchaseAt, DateTimeOffset LastPurchaseAt);
