using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Tests.Packages;

/// <summary>AWS Signature Version 4 as the receiving side judges it: the header's and the address's, written from its specification.</summary>
internal sealed class SigV4(string accessKey, string secretKey, TimeProvider time)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(15);

    /// <summary>What the sender says the body is; <c>UNSIGNED-PAYLOAD</c> for a signed address.</summary>
    public static string BodyHash(HttpRequest request) =>
        request.Query.ContainsKey("X-Amz-Signature") ? "UNSIGNED-PAYLOAD" : request.Headers["x-amz-content-sha256"].ToString();

    /// <summary>An S3 error code, or null when the signature is good.</summary>
    public string? Refuse(HttpRequest request)
    {
        if (request.Query.ContainsKey("X-Amz-Signature"))
        {
            return RefuseAddress(request);
        }

        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Algorithm, StringComparison.Ordinal))
        {
            return "AccessDenied";
        }

        var fields = header[Algorithm.Length..].Split(',').Select(part => part.Trim().Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var date = Date(request.Headers["x-amz-date"].ToString());
        return date is null || (date.Value - time.GetUtcNow()).Duration() > ClockSkew
            ? "RequestTimeTooSkewed"
            : Compare(request, fields["Credential"], fields["SignedHeaders"], fields["Signature"], date.Value);
    }

    private string? RefuseAddress(HttpRequest request)
    {
        var query = request.Query;
        var date = Date(query["X-Amz-Date"].ToString());
        if (query["X-Amz-Algorithm"] != Algorithm || date is null || !int.TryParse(query["X-Amz-Expires"], CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > 604_800)
        {
            return "AuthorizationQueryParametersError";
        }

        return time.GetUtcNow() > date.Value.AddSeconds(seconds)
            ? "AccessDenied"
            : Compare(request, query["X-Amz-Credential"].ToString(), query["X-Amz-SignedHeaders"].ToString(), query["X-Amz-Signature"].ToString(), date.Value);
    }

    private string? Compare(HttpRequest request, string credential, string signedHeaders, string signature, DateTimeOffset date)
    {
        var scope = credential.Split('/');
        if (scope.Length != 5 || scope[0] != accessKey)
        {
            return "InvalidAccessKeyId";
        }

        var names = signedHeaders.Split(';');
        if (!names.Contains("host") || request.Headers.Keys.Any(name => name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !names.Contains(name.ToLowerInvariant())))
        {
            return "AccessDenied";
        }

        var canonical = string.Join('\n',
            request.Method,
            string.Join('/', request.Path.Value!.Split('/').Select(Encode)),
            string.Join('&', Parameters(request).Select(pair => $"{Encode(pair.Key)}={Encode(pair.Value)}").Order(StringComparer.Ordinal)),
            string.Concat(names.Select(name => $"{name}:{(name == "host" ? request.Host.Value : request.Headers[name].ToString().Trim())}\n")),
            signedHeaders,
            BodyHash(request));
        var toSign = string.Join('\n', Algorithm, date.ToString(DateFormat, CultureInfo.InvariantCulture), string.Join('/', scope[1..]), Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        var key = scope[1..].Aggregate(Encoding.UTF8.GetBytes("AWS4" + secretKey), (derived, part) => Hmac(derived, part));
        var expected = Encoding.ASCII.GetBytes(Hex(Hmac(key, toSign)));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(signature)) ? null : "SignatureDoesNotMatch";
    }

    private static IEnumerable<KeyValuePair<string, string>> Parameters(HttpRequest request) => request.Query
        .Where(pair => pair.Key != "X-Amz-Signature")
        .SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? "")));

    private static DateTimeOffset? Date(string text) =>
        DateTimeOffset.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    private static string Encode(string text) => Uri.EscapeDataString(text);

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
