using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Cart;
using Marketplace.Core.Cart;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Cart;

internal static class CartEndpoints
{
    private const string Cookie = "mp_cart";

    public static void MapCart(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(CartRoutes.Cart).WithTags("Cart").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        group.MapGet("", GetAsync).AllowAnonymous().WithSummary("The cart with today's prices");
        group.MapPut("/lines/{productId:guid}", PutLineAsync).AllowAnonymous().WithSummary("Put a product into the cart, or change its licence");
        group.MapDelete("/lines/{productId:guid}", RemoveLineAsync).AllowAnonymous().WithSummary("Take a product out of the cart");
        group.MapPost("/claim", ClaimAsync).WithSummary("After sign-in: move the guest's cart into the own");
    }

    private static async Task<Ok<CartView>> GetAsync(HttpContext http, CartViews views, CancellationToken cancellationToken) =>
        TypedResults.Ok(await views.LoadAsync(Owner(http), cancellationToken));

    private static async Task<Results<Ok<CartView>, ProblemHttpResult>> PutLineAsync(
        Guid productId, PutCartLineRequest request, HttpContext http, PutCartLine put, CartViews views, CancellationToken cancellationToken)
    {
        var owner = Owner(http);
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
        var removed = await remove.ExecuteAsync(Owner(http), productId, cancellationToken);
        return removed.IsOk ? TypedResults.Ok(await views.LoadAsync(Owner(http), cancellationToken)) : removed.Error.ToProblem();
    }

    private static async Task<Results<Ok<CartView>, ProblemHttpResult>> ClaimAsync(
        ClaimsPrincipal caller, HttpContext http, ClaimCart claim, CartViews views, CancellationToken cancellationToken)
    {
        var claimed = await claim.ExecuteAsync(caller.UserId(), GuestCartId(http.Request), cancellationToken);
        if (!claimed.IsOk)
        {
            return claimed.Error.ToProblem();
        }

        http.Response.Cookies.Delete(Cookie);
        return TypedResults.Ok(await views.LoadAsync(Owner(http), cancellationToken));
    }

    private static CartOwner Owner(HttpContext http) => new(http.User.FindUserId(), GuestCartId(http.Request));

    private static Guid? GuestCartId(HttpRequest request)
    {
        var named = request.Headers[CartRoutes.CartIdHeader].ToString() is { Length: > 0 } header ? header : request.Cookies[Cookie];
        return Guid.TryParse(named, out var id) && id != Guid.Empty ? id : null;
    }

    private static void Remember(HttpContext http, Guid cartId) => http.Response.Cookies.Append(Cookie, cartId.ToString(), new CookieOptions
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        MaxAge = CartPolicy.GuestMemory,
        IsEssential = true,
    });
}
