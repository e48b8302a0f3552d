using Marketplace.Core.Catalog;

namespace Marketplace.Core.Cart;

/// <summary>A guest's or a person's cart: a product is in it once, under one licence.</summary>
public sealed class ShoppingCart
{
    public required Guid Id { get; init; }

    /// <summary>Null for a guest's cart. A person has at most one.</summary>
    public Guid? UserId { get; set; }
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>An existing code; whether it applies is asked anew each time.</summary>
    public string? DiscountCode { get; set; }
    public List<CartLine> Lines { get; } = [];
}

public sealed class CartLine
{
    public required Guid CartId { get; init; }
    public required Guid ProductId { get; init; }
    public required LicenseKind License { get; set; }

    /// <summary>The price when it was put in, to tell the buyer of a change.</summary>
    public required long SeenPriceCents { get; set; }
    public required DateTimeOffset AddedAt { get; init; }
}
