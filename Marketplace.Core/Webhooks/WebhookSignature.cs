using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Core.Webhooks;

/// <summary>Signatures as Standard Webhooks 1.0 has them: HMAC-SHA256 over id, timestamp and body, parted by full stops.</summary>
public static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string SecretPrefix = "whsec_";
    private const int KeyBytes = 32;

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    /// <summary>The key as its seller copies it.</summary>
    public static string Show(byte[] key) => SecretPrefix + Convert.ToBase64String(key);

    /// <summary>One signature per key, parted by spaces: a receiver accepts the message when one of them is right.</summary>
    public static string Header(IEnumerable<byte[]> keys, string id, DateTimeOffset at, string body)
    {
        var content = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.{body}"));
        return string.Join(' ', keys.Select(key => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, content))}"));
    }
}
