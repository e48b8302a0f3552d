using Marketplace.Identity.Clients;

namespace Marketplace.Identity.Accounts;

/// <summary>
/// Where a person may be sent on: a page of this host or of one of our applications. Anything else, however it is
/// disguised, leads to the shop's home page, so that no link of ours carries anybody to a stranger's page.
/// </summary>
public sealed class ReturnUrls(ClientAddresses clients)
{
    public string Resolve(string? returnUrl) => IsAllowed(returnUrl) ? returnUrl! : clients.Home;

    public bool IsAllowed(string? returnUrl) => !string.IsNullOrEmpty(returnUrl) && (IsLocal(returnUrl) || IsOurs(returnUrl));

    // Browsers read "//host" and "/\host" as another host, and drop tabs and line breaks before they look.
    private static bool IsLocal(string url) =>
        url[0] == '/' && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl);

    private bool IsOurs(string url) =>
        !url.Any(c => char.IsControl(c) || c == '\\')
        && Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.UserInfo.Length == 0
        && clients.All.Any(home => home.Scheme == address.Scheme && home.IsBaseOf(address));
}
