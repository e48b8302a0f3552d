using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Contracts.Payments;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace Marketplace.Web.Cart;

/// <summary>What a buyer typed for tax and invoice, kept for the visit in a protected cookie, so that the cart can show the tax before anything is paid.</summary>
public sealed record BuyerDetails(string? Country, string? TaxId, string? BillingName, string? BillingAddress, string? Email)
{
    private const string Cookie = "mp_buyer";

    public static BuyerDetails Nothing { get; } = new(null, null, null, null, null);

    public static BuyerDetails Of(HttpContext context)
    {
        if (!context.Request.Cookies.TryGetValue(Cookie, out var value))
        {
            return Nothing;
        }

        try
        {
            return JsonSerializer.Deserialize<BuyerDetails>(Protector(context).Unprotect(value)) ?? Nothing;
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return Nothing;
        }
    }

    public static void Forget(HttpContext context) => SiteCookies.Remove(context, Cookie);

    /// <summary>Until the browser is closed.</summary>
    public void Remember(HttpContext context) => SiteCookies.Set(context, Cookie, Protector(context).Protect(JsonSerializer.Serialize(this)), null);

    /// <summary>The key of a checkout with these details: the same form sent twice is one order, a corrected one is a new order.</summary>
    public string KeyFor(Guid key) => $"{key:N}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this))))[..16]}";

    public CheckoutRequest ToRequest() => new() { Country = Country, TaxId = TaxId, BillingName = BillingName, BillingAddress = BillingAddress, Email = Email };

    private static IDataProtector Protector(HttpContext context) => context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("buyer-details");
}
