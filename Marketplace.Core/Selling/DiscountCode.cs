namespace Marketplace.Core.Selling;

/// <summary>
/// A word that takes something off a seller's products. It is unique over the whole marketplace, because a buyer types it into one field of a
/// cart that may hold several sellers' products. It is never deleted: orders name it.
/// <code>
/// active ──deactivated──▶ inactive ──activated again──▶ active
/// </code>
/// </summary>
public sealed class DiscountCode
{
    public required Guid Id { get; init; }
    public required Guid SellerId { get; init; }

    /// <summary>In capitals; buyers may type it in any case.</summary>
    public required string Code { get; init; }

    /// <summary>1 to 100; null for a fixed amount.</summary>
    public int? Percent { get; set; }

    /// <summary>A fixed amount off all eligible lines together; null for a percentage.</summary>
    public long? AmountCents { get; set; }

    /// <summary>Of the fixed and of the smallest amount.</summary>
    public required string Currency { get; init; }

    /// <summary>Empty: all of the seller's products.</summary>
    public List<Guid> ProductIds { get; set; } = [];
    public required DateTimeOffset StartsAt { get; set; }

    /// <summary>From this instant on it is over; null: never.</summary>
    public DateTimeOffset? EndsAt { get; set; }
    public int? MaxRedemptions { get; set; }
    public int? MaxPerBuyer { get; set; }

    /// <summary>What the eligible lines must cost together.</summary>
    public long MinimumCents { get; set; }
    public bool IsActive { get; set; } = true;
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }

    public bool Covers(DiscountableLine line) => line.SellerId == SellerId && (ProductIds.Count == 0 || ProductIds.Contains(line.ProductId));
}

/// <param name="PriceCents">The listed price.</param>
public sealed record DiscountableLine(Guid ProductId, Guid SellerId, long PriceCents);

/// <summary>How often a code stands on orders that are paid or may still be paid.</summary>
/// <param name="Total">By everybody, without this buyer's own open checkouts.</param>
/// <param name="ByBuyer">By this buyer, paid.</param>
/// <param name="IsGuest">A buyer without an account.</param>
public sealed record DiscountUse(int Total, int ByBuyer, bool IsGuest);
