using Marketplace.Web.Hosting;

namespace Marketplace.Web.Payments;

/// <summary>The order a guest is just paying for, so that the way back from the payment page finds it. The mail has the same for later.</summary>
internal static class GuestOrders
{
    private const string Cookie = "mp_guest_order";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public static string Path(string token) => $"/orders/guest/{Uri.EscapeDataString(token)}";

    public static void Remember(HttpContext context, Guid orderId, string token) => SiteCookies.Set(context, Cookie, $"{orderId:N}.{token}", Lifetime);

    /// <summary>Null for another order than the last one.</summary>
    public static string? Token(HttpContext context, string? orderId) =>
        Guid.TryParse(orderId, out var id)
        && context.Request.Cookies.TryGetValue(Cookie, out var value)
        && value.Split('.') is [var known, var token] && known == id.ToString("N")
            ? token
            : null;
}
