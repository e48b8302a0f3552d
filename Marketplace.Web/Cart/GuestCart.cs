using Marketplace.Web.Hosting;

namespace Marketplace.Web.Cart;

/// <summary>The cart of a person who has not signed in, named by a cookie.</summary>
internal static class GuestCart
{
    private const string Cookie = "mp_cart";

    private static readonly TimeSpan Lifetime = new(30, 0, 0, 0);

    public static Guid? Id(HttpContext context) =>
        context.Request.Cookies.TryGetValue(Cookie, out var value) && Guid.TryParse(value, out var id) ? id : null;

    public static void Remember(HttpContext context, Guid id) => SiteCookies.Set(context, Cookie, id.ToString(), Lifetime);

    public static void Forget(HttpContext context) => SiteCookies.Remove(context, Cookie);
}
