using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Cart;

/// <param name="Id">A guest keeps it in a cookie or sends it as <c>X-Cart-Id</c>.</param>
public sealed record CartView(Guid Id, IReadOnlyList<CartLineView> Lines, MoneyView Subtotal, MoneyView Discount, MoneyView Tax, MoneyView Total);

/// <param name="Notice">Why this line cannot be bought, or that its price changed; null when all is well.</param>
public sealed record CartLineView(Guid ProductId, string Slug, string Title, ImageView? Cover, SellerBadgeView Seller, LicenseName License, MoneyView Price, bool Available, string? Notice);

public sealed record PutCartLineRequest
{
    public LicenseName License { get; set; } = LicenseName.Standard;
}
