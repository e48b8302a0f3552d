namespace Marketplace.StripeSandbox.Http;

internal static class WebAddress
{
    public static string Require(string url, string parameter) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"
            ? url
            : throw StripeError.Invalid("Not a valid URL", parameter, "url_invalid");
}
