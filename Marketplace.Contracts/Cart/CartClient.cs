using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Cart;

public static class CartRoutes
{
    public const string Cart = "/api/cart";
    public const string Lines = "/api/cart/lines";
    public const string Discount = "/api/cart/discount";
    public const string Claim = "/api/cart/claim";

    /// <summary>The header that names a guest's cart.</summary>
    public const string CartIdHeader = "X-Cart-Id";
}

/// <summary>The cart of the signed-in person, or of the guest whose <c>X-Cart-Id</c> the HttpClient sends.</summary>
public sealed class CartClient(HttpClient http) : ApiClient(http)
{
    public Task<CartView> GetAsync(CancellationToken cancellationToken) => GetAsync(null, null, cancellationToken);

    /// <summary>With the tax of a country.</summary>
    public Task<CartView> GetAsync(string? country, string? taxId, CancellationToken cancellationToken) =>
        GetAsync<CartView>(WithQuery(CartRoutes.Cart, ("country", country), ("taxId", taxId)), cancellationToken);

    public Task<CartView> PutDiscountAsync(string? code, CancellationToken cancellationToken) =>
        PostAsync<CartView>(CartRoutes.Discount, new CartDiscountRequest { Code = code }, cancellationToken);

    public Task<CartView> RemoveDiscountAsync(CancellationToken cancellationToken) => DeleteAsync<CartView>(CartRoutes.Discount, cancellationToken);

    public Task<CartView> PutLineAsync(Guid productId, PutCartLineRequest request, CancellationToken cancellationToken) =>
        PutAsync<CartView>($"{CartRoutes.Lines}/{productId}", request, cancellationToken);

    public Task<CartView> RemoveLineAsync(Guid productId, CancellationToken cancellationToken) =>
        DeleteAsync<CartView>($"{CartRoutes.Lines}/{productId}", cancellationToken);

    /// <summary>After sign-in: moves the guest cart named by <c>X-Cart-Id</c> into the person's own.</summary>
    public Task<CartView> ClaimAsync(CancellationToken cancellationToken) => PostAsync<CartView>(CartRoutes.Claim, null, cancellationToken);
}
