using System.Security.Cryptography;
using System.Text;
using Marketplace.Contracts.Cart;
using Marketplace.Web.Hosting;

namespace Marketplace.Web.Cart;

/// <summary>
/// The idempotency key of a checkout: the same for the same cart, over reloads and second clicks, until the order is paid or given up.
/// </summary>
internal static class CheckoutKey
{
    private const string Cookie = "mp_checkout";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public static string For(HttpContext context, CartView cart)
    {
        var print = Fingerprint(cart);
        if (context.Request.Cookies.TryGetValue(Cookie, out var value) && value.Split('.') is [var known, var key] && known == print && Guid.TryParse(key, out _))
        {
            return key;
        }

        key = Guid.CreateVersion7().ToString();
        SiteCookies.Set(context, Cookie, $"{print}.{key}", Lifetime);
        return key;
    }

    public static void Forget(HttpContext context) => SiteCookies.Remove(context, Cookie);

    private static string Fingerprint(CartView cart)
    {
        var text = new StringBuilder().Append(cart.Id);
        foreach (var line in cart.Lines.OrderBy(line => line.ProductId))
        {
            text.Append('|').Append(line.ProductId).Append(line.License).Append(line.Price.Amount).Append(line.Price.Currency);
        }

        text.Append('|').Append(cart.Code?.Code).Append('|').Append(cart.Total.Amount);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}
