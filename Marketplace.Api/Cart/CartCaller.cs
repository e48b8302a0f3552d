using Marketplace.Api.Accounts;
using Marketplace.Contracts.Cart;
using Marketplace.Core.Cart;

namespace Marketplace.Api.Cart;

/// <summary>Whose cart a request is about.</summary>
internal static class CartCaller
{
    public const string Cookie = "mp_cart";

    public static CartOwner CartOwner(this HttpContext http) => new(http.User.FindUserId(), http.GuestCartId());

    public static Guid? GuestCartId(this HttpContext http)
    {
        var named = http.Request.Headers[CartRoutes.CartIdHeader].ToString() is { Length: > 0 } header ? header : http.Request.Cookies[Cookie];
        return Guid.TryParse(named, out var id) && id != Guid.Empty ? id : null;
    }
}
