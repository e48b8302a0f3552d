namespace Marketplace.Core.Analytics;

/// <summary>
/// What one product sold to one country on one UTC day, and what refunds and disputes took back on that day (of sales of any day).
/// Derived: <see cref="MovementSql"/> says from what, and <see cref="CheckAggregates"/> that it still is the sum of it.
/// </summary>
public sealed class DailySales
{
    public required Guid SellerId { get; init; }
    public required DateOnly Day { get; init; }
    public required Guid ProductId { get; init; }

    /// <summary>ISO 3166, as the buyer stated it for the tax; <see cref="AnalyticsPolicy.NoCountry"/> when the buyer did not.</summary>
    public required string Country { get; init; }
    public required string Currency { get; init; }
    public long Units { get; init; }
    public long PriceCents { get; init; }
    public long DiscountCents { get; init; }
    public long TaxCents { get; init; }
    public long PlatformFeeCents { get; init; }
    public long ProcessingFeeCents { get; init; }

    /// <summary>The sellers' part of what was sold: price less discount less both fees.</summary>
    public long SellerCents { get; init; }

    /// <summary>Lines refunded in full or in part, less those whose refund the bank sent back.</summary>
    public long Refunds { get; init; }
    public long DisputesOpened { get; init; }
    public long DisputesWon { get; init; }
    public long DisputesLost { get; init; }

    /// <summary>What went back to buyers, tax included, by refunds and lost disputes.</summary>
    public long RefundedCents { get; init; }
    public long RefundedTaxCents { get; init; }
    public long RefundedPlatformFeeCents { get; init; }

    /// <summary>Of it the seller's part. <see cref="SellerCents"/> less this, over all days, is what the seller's accounts hold.</summary>
    public long RefundedSellerCents { get; init; }
}

/// <summary>How often one product was looked at and put into a cart on one UTC day.</summary>
public sealed class DailyTraffic
{
    public required Guid SellerId { get; init; }
    public required DateOnly Day { get; init; }
    public required Guid ProductId { get; init; }
    public long Views { get; init; }

    /// <summary>Different visitors of this product on this day.</summary>
    public long Visitors { get; init; }
    public long CartAdds { get; init; }
}

/// <summary>Where a day's views of one product came from.</summary>
public sealed class DailySource
{
    public required Guid SellerId { get; init; }
    public required DateOnly Day { get; init; }
    public required Guid ProductId { get; init; }

    /// <summary>A host, never a path; empty for direct.</summary>
    public required string Referrer { get; init; }
    public required string UtmSource { get; init; }
    public required string UtmMedium { get; init; }
    public required string UtmCampaign { get; init; }
    public long Views { get; init; }
    public long Visitors { get; init; }
}

/// <summary>What one buyer bought of one seller.</summary>
public sealed class SellerCustomer
{
    public required Guid SellerId { get; init; }
    public required Guid BuyerId { get; init; }
    public required string Currency { get; init; }

    /// <summary>Lower-case, as on the latest order.</summary>
    public required string Email { get; init; }
    public required string Name { get; init; }

    /// <summary>In lower case, to be searched by its beginning.</summary>
    public required string NameSought { get; init; }

    /// <summary>Of the latest order that states one.</summary>
    public string? Country { get; init; }
    public long Orders { get; init; }
    public long Purchases { get; init; }

    /// <summary>Price less discount of all purchases, without tax.</summary>
    public long SpentCents { get; init; }

    /// <summary>What of <see cref="SpentCents"/> went back.</summary>
    public long RefundedCents { get; init; }
    public DateTimeOffset FirstAt { get; init; }
    public DateTimeOffset LastAt { get; init; }
}

/// <summary>Says that an event is in the aggregates: a second worker, or the same message again, finds it here.</summary>
public sealed class CountedEvent
{
    public required string Kind { get; init; }
    public required Guid SourceId { get; init; }
    public required DateTimeOffset CountedAt { get; init; }
}

/// <summary>Says that a batch of views is in the aggregates.</summary>
public sealed class TrafficBatch
{
    public required Guid Id { get; init; }
    public required DateTimeOffset CountedAt { get; init; }
}

/// <summary>What the last comparison of the aggregates with the books found. There is one row.</summary>
public sealed class AggregateCheck
{
    public const int OnlyId = 1;

    public required int Id { get; init; }
    public required DateTimeOffset? RebuiltAt { get; init; }
    public required DateTimeOffset? CheckedAt { get; init; }
    public required bool IsOk { get; init; }
    public required string Detail { get; init; }
}
