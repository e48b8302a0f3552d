using System.ComponentModel.DataAnnotations;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Cart;

/// <param name="Id">A guest keeps it in a cookie or sends it as <c>X-Cart-Id</c>.</param>
/// <param name="Tax">Of the country that was asked for; nothing without one.</param>
public sealed record CartView(
    Guid Id, IReadOnlyList<CartLineView> Lines, MoneyView Subtotal, MoneyView Discount, MoneyView Tax, MoneyView Total, CartDiscountView? Code, TaxView TaxDetails);

/// <param name="Text">What it gives: <c>20 % off</c>.</param>
/// <param name="Notice">Why it takes nothing off now; null when it applies.</param>
public sealed record CartDiscountView(string Code, string Text, bool Applies, string? Notice);

/// <param name="Country">Two letters; null when nobody said.</param>
/// <param name="RateBasisPoints">1900 is 19 %.</param>
/// <param name="Note"><c>reverse_charge</c>: the buyer's business owes the tax itself.</param>
public sealed record TaxView(string? Country, string? TaxId, int RateBasisPoints, string? Note);

/// <param name="Notice">Why this line cannot be bought, or that its price changed; null when all is well.</param>
/// <param name="Discount">What the code takes off the price.</param>
public sealed record CartLineView(
    Guid ProductId, string Slug, string Title, ImageView? Cover, SellerBadgeView Seller, LicenseName License, MoneyView Price, bool Available, string? Notice, MoneyView Discount);

public sealed record PutCartLineRequest
{
    public LicenseName License { get; set; } = LicenseName.Standard;
}

public sealed record CartDiscountRequest
{
    /// <summary>In any case; empty or null takes the code out.</summary>
    [StringLength(40)]
    public string? Code { get; set; }
}
