using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Marketplace.Identity.Clients;

/// <summary>
/// Creates or updates our OIDC clients at every start: a development run may get other ports each time.
/// The caller holds the start lock, so two replicas do not create the same client twice.
/// </summary>
public sealed class ClientRegistration(
    IOpenIddictApplicationManager applications,
    ClientAddresses addresses,
    IConfiguration configuration,
    ILogger<ClientRegistration> logger)
{
    public const string Web = "marketplace-web";
    public const string Workers = "marketplace-workers";

    public async Task SyncAsync(CancellationToken cancellationToken)
    {
        await SyncAsync(Web, "Marketplace", addresses.Web, "Clients:WebSecret", cancellationToken);
        await SyncAsync(Workers, "Marketplace jobs", addresses.Workers, "Clients:WorkersSecret", cancellationToken);
    }

    private async Task SyncAsync(
        string clientId, string displayName, IReadOnlyList<Uri> homes, string secretKey, CancellationToken cancellationToken)
    {
        if (homes.Count == 0)
        {
            logger.LogWarning("No address is configured for the client {ClientId}: nobody can sign in there.", clientId);
            return;
        }

        var descriptor = Describe(clientId, displayName, homes, configuration[secretKey] ?? throw new InvalidOperationException($"{secretKey} is not set."));
        if (await applications.FindByClientIdAsync(clientId, cancellationToken) is { } existing)
        {
            await applications.UpdateAsync(existing, descriptor, cancellationToken);
        }
        else
        {
            await applications.CreateAsync(descriptor, cancellationToken);
        }
    }

    private static OpenIddictApplicationDescriptor Describe(string clientId, string displayName, IReadOnlyList<Uri> homes, string secret)
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = clientId,
            ClientSecret = secret,
            ClientType = ClientTypes.Confidential,
            ConsentType = ConsentTypes.Implicit,
            DisplayName = displayName,
        };
        descriptor.RedirectUris.UnionWith(homes.Select(home => new Uri(home, "signin-oidc")));
        descriptor.PostLogoutRedirectUris.UnionWith(homes.Select(home => new Uri(home, "signout-callback-oidc")));
        descriptor.Permissions.UnionWith(
        [
            Permissions.Endpoints.Authorization,
            Permissions.Endpoints.Token,
            Permissions.Endpoints.EndSession,
            Permissions.Endpoints.Revocation,
            Permissions.GrantTypes.AuthorizationCode,
            Permissions.GrantTypes.RefreshToken,
            Permissions.ResponseTypes.Code,
            Permissions.Scopes.Email,
            Permissions.Scopes.Profile,
            Permissions.Prefixes.Scope + Tokens.TokenServer.ApiAudience,
        ]);
        descriptor.Requirements.Add(Requirements.Features.ProofKeyForCodeExchange);
        return descriptor;
    }
}
