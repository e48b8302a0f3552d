using System.Net.Http.Headers;
using System.Text;

namespace Marketplace.StripeSandbox.Http;

/// <summary>Reads the secret test key of a request: as bearer token, or as the user name of basic authentication as curl sends it.</summary>
internal static class ApiKey
{
    private const string Prefix = "sk_test_";

    public static string Require(HttpRequest request)
    {
        var key = Read(request.Headers.Authorization.ToString());
        if (string.IsNullOrEmpty(key))
        {
            throw Unauthorized(
                "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
        }

        return key.StartsWith(Prefix, StringComparison.Ordinal) && key.Length > Prefix.Length
            ? key
            : throw Unauthorized($"Invalid API Key provided: {Masked(key)}. The sandbox takes secret test keys (sk_test_...) only.");
    }

    public static string Masked(string key) => key.Length <= 12 ? key[..Math.Min(4, key.Length)] + "***" : $"{key[..8]}***{key[^4..]}";

    private static string? Read(string header)
    {
        if (!AuthenticationHeaderValue.TryParse(header, out var value) || value.Parameter is null)
        {
            return null;
        }

        if (!value.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            return value.Parameter;
        }

        var buffer = new byte[value.Parameter.Length];
        return Convert.TryFromBase64String(value.Parameter, buffer, out var length)
            ? Encoding.UTF8.GetString(buffer, 0, length).Split(':')[0]
            : null;
    }

    private static StripeError Unauthorized(string message) =>
        new(StatusCodes.Status401Unauthorized, "invalid_request_error", message);
}
