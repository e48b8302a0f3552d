using Marketplace.Core.Kernel;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Core.Webhooks;

/// <summary>
/// Which addresses sellers may give. Where a name leads is judged when the connection is made (<see cref="PublicHttp"/>): here are only the
/// mistakes that a person can be told of at once.
/// </summary>
/// <param name="AllowsLoopback">Development and tests only: servers of this machine, also without TLS.</param>
public sealed record WebhookAddresses(bool AllowsLoopback)
{
    /// <param name="isDevelopment">Elsewhere <c>Webhooks:AllowLoopback</c> changes nothing.</param>
    public static WebhookAddresses From(IConfiguration configuration, bool isDevelopment) =>
        new(isDevelopment && configuration.GetValue<bool>("Webhooks:AllowLoopback"));

    /// <summary>What is wrong with an address; null for a good one.</summary>
    public Error? Refuse(string text) => !Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0 || text.Length > WebhookPolicy.LongestUrl || address.Fragment.Length > 0
            ? WebhookErrors.BadUrl
        : address.UserInfo.Length > 0 ? WebhookErrors.Credentials
        : AllowsLoopback && address is { IsLoopback: true, Scheme: "http" or "https" } ? null
        : address.Scheme != Uri.UriSchemeHttps ? WebhookErrors.NotHttps
        : HttpsAddress.IsValid(text) ? null
        : WebhookErrors.NotPublic;
}
