using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.StripeSandbox.Webhooks;

internal static class WebhookSignature
{
    /// <summary>The `Stripe-Signature` header: HMAC-SHA256 over "time.payload" with the endpoint's secret.</summary>
    public static string Header(string payload, string secret, DateTimeOffset wallClock)
    {
        var time = wallClock.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{payload}"));
        return $"t={time},v1={Convert.ToHexStringLower(hash)}";
    }
}
