namespace Marketplace.Core.Kernel;

/// <summary>The only kind of address that people may link to: absolute, https, a named host, no credentials.</summary>
public static class HttpsAddress
{
    public static bool IsValid(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme == Uri.UriSchemeHttps
        && address.HostNameType == UriHostNameType.Dns
        && address.Host.Contains('.', StringComparison.Ordinal)
        && address.UserInfo.Length == 0;
}
