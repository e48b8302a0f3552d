using System.Globalization;
using System.Security.Claims;
using Marketplace.Identity.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Marketplace.Identity.Tokens;

/// <summary>What tokens say about an account.</summary>
public sealed class TokenPrincipals(UserManager<Account> users)
{
    public async Task<ClaimsPrincipal> CreateAsync(Account user, IEnumerable<string> scopes, DateTimeOffset signedInAt)
    {
        var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
        identity.SetScopes(scopes);
        identity.SetResources(identity.HasScope(TokenServer.ApiAudience) ? [TokenServer.ApiAudience] : []);
        identity.SetClaim(Claims.AuthenticationTime, signedInAt.ToUnixTimeSeconds());
        return await DescribeAsync(identity, user);
    }

    /// <summary>The same grant with today's name, address and roles.</summary>
    public Task<ClaimsPrincipal> RenewAsync(Account user, ClaimsPrincipal granted) =>
        DescribeAsync(
            new ClaimsIdentity(granted.Claims, TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role), user);

    private async Task<ClaimsPrincipal> DescribeAsync(ClaimsIdentity identity, Account user)
    {
        identity.SetClaim(Claims.Subject, user.Id.ToString("D", CultureInfo.InvariantCulture))
            .SetClaim(Claims.Email, user.Email)
            .SetClaim(Claims.EmailVerified, user.EmailConfirmed)
            .SetClaim(Claims.Name, user.DisplayName)
            .SetClaims(Claims.Role, [.. await users.GetRolesAsync(user)]);
        identity.SetDestinations(claim => claim.Type switch
        {
            Claims.AuthenticationTime => [Destinations.IdentityToken],
            Claims.Subject or Claims.Email or Claims.EmailVerified or Claims.Name or Claims.Role =>
                [Destinations.AccessToken, Destinations.IdentityToken],
            _ => [],
        });
        return new ClaimsPrincipal(identity);
    }
}
