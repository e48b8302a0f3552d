using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Cart;
using Marketplace.Core.Cart;
using Marketplace.Core.Tax;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Cart;

internal static class CartEndpoints
{
    public static void MapCart(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(CartRoutes.Cart).WithTags("Cart").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        group.MapGet("", GetAsync).AllowAnonymous().WithSummary("The cart with today's prices");
        group.MapPut("/lines/{productId:guid}", PutLineAsync).AllowAnonymous().WithSummary("Put a product into the cart, or change its licence");
        group.MapDelete("/lines/{productId:guid}", RemoveLineAsync).AllowAnonymous().WithSummary("Take a product out of the cart");
        group.MapPost("/discount", PutDiscountAsync).AllowAnonymous().WithSummary("Put a discount code into the cart; an empty one takes it out");
        group.MapDelete("/discount", RemoveDiscountAsync).AllowAnonymous().WithSummary("Take the discount code out of the cart");
        group.MapPost("/claim", ClaimAsync).WithSummary("After sign-in: move the guest's cart into the own");
    }

    /// <param name="country">Reckons the tax of this country.</param>
    /// <param name="taxId">The buyer's VAT or GST number there.</param>
    private static async Task<Results<Ok<CartView>, ProblemHttpResult>> GetAsync(string? country, string? taxId, HttpContext http, CartViews views, CancellationToken cancellationToken)
    {
        var place = TaxIdPolicy.Read(country, taxId);
        return place.IsOk ? TypedResults.Ok(await views.LoadAsync(http.CartOwner(), place.Value, cancellationToken)) : place.Error.ToProblem();
    }

    private static async Task<Results<Ok<CartView>, ProblemHttpResult>> PutDiscountAsync(
        CartDiscountRequest request, HttpContext http, SetCartDiscount set, CartViews views, CancellationToken cancellationToken)
    {
        var owner = http.CartOwner();
        var cartId = await set.ExecuteAsync(owner, request.Code, cancellationToken);
        if (!cartId.IsOk)
        {
            return cartId.Error.ToProblem();
        }

        if (owner.UserId is null)
        {
            Remember(http, cartId.Value);
        }

        return TypedResults.Ok(await views.LoadAsync(owner with { CartId = cartId.Value }, cancellationToken));
    }

    private static Task<Results<Ok<CartView>, ProblemHttpResult>> RemoveDiscountAsync(HttpContext http, SetCartDiscount set, CartViews views, CancellationToken cancellationToken) =>
        PutDiscountAsync(new(), http, set, views, cancellationToken);

    private static async Task<Results<Ok<CartView>, ProblemHttpResult>> PutLineAsync(
        Guid productId, PutCartLineRequest request, HttpContext http, PutCartLine put, CartViews views, CancellationToken cancellationToken)
    {
        var owner = http.CartOwner();
        var cartId = await put.ExecuteAsync(owner, productId, request.License.ToCore(), cancellationToken);
        if (!cartId.IsOk)
        {
            return cartId.Error.ToProblem();
        }

        if (owner.UserId is null)
        {
            Remember(http, cartId.Value);
        }

        return TypedResults.Ok(await views.LoadAsync(owner with { CartId = cartId.Value }, cancellationToken));
    }

    private static async Task<Results<Ok<CartView>, ProblemHttpResult>> RemoveLineAsync(
        Guid productId, HttpContext http, RemoveCartLine remove, CartViews views, CancellationToken cancellationToken)
    {
        var removed = await remove.ExecuteAsync(http.CartOwner(), productId, cancellationToken);
        return removed.IsOk ? TypedResults.Ok(await views.LoadAsync(http.CartOwner(), cancellationToken)) : removed.Error.ToProblem();
    }

    private static async Task<Results<Ok<CartView>, ProblemHttpResult>> ClaimAsync(
        ClaimsPrincipal caller, HttpContext http, ClaimCart claim, CartViews views, CancellationToken cancellationToken)
    {
        var claimed = await claim.ExecuteAsync(caller.UserId(), http.GuestCartId(), cancellationToken);
        if (!claimed.IsOk)
        {
            return claimed.Error.ToProblem();
        }

        http.Response.Cookies.Delete(CartCaller.Cookie);
        return TypedResults.Ok(await views.LoadAsync(http.CartOwner(), cancellationToken));
    }

    private static void Remember(HttpContext http, Guid cartId) => http.Response.Cookies.Append(CartCaller.Cookie, cartId.ToString(), new CookieOptions
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        MaxAge = CartPolicy.GuestMemory,
        IsEssential = true,
    });
}
