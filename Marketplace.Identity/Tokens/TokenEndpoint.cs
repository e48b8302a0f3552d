using Marketplace.Identity.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Marketplace.Identity.Tokens;

internal static class TokenEndpoint
{
    /// <summary>Redeems a code or a refresh token; OpenIddict has validated it by now.</summary>
    public static async Task<IResult> HandleAsync(
        HttpContext context, UserManager<Account> users, SignInManager<Account> signIn, TokenPrincipals principals)
    {
        var granted = await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        var user = granted.Principal?.GetClaim(Claims.Subject) is { } id ? await users.FindByIdAsync(id) : null;
        if (user is null || !await signIn.CanSignInAsync(user))
        {
            return Refusals.Of(Errors.InvalidGrant, "This account can no longer sign in.");
        }

        var principal = await principals.RenewAsync(user, granted.Principal!);
        return Results.SignIn(principal, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
