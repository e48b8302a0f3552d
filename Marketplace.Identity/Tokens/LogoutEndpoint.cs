using System.Security.Claims;
using Marketplace.Identity.Accounts;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;

namespace Marketplace.Identity.Tokens;

internal static class LogoutEndpoint
{
    /// <summary>
    /// OIDC end of session. An application that shows the id token of the very person who is signed in ends the session
    /// at once; any other link could come from a stranger's page, so the person is asked first.
    /// </summary>
    public static async Task<IResult> HandleAsync(HttpContext context, UserManager<Account> users, SignInManager<Account> signIn)
    {
        var session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (session.Principal is { } cookie)
        {
            var hint = await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
            if (Subject(hint.Principal) is not { } subject || subject != users.GetUserId(cookie))
            {
                return Results.Redirect("/sign-out" + QueryString.Create("returnUrl", Again(context)));
            }

            await signIn.SignOutAsync();
        }

        return Results.SignOut(
            new AuthenticationProperties { RedirectUri = "/sign-out" },
            [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }

    private static string? Subject(ClaimsPrincipal? principal) => principal?.GetClaim(OpenIddictConstants.Claims.Subject);

    private static string Again(HttpContext context) =>
        "/connect/logout" + QueryString.Create(
            context.GetOpenIddictServerRequest()!.GetParameters().Select(parameter =>
                KeyValuePair.Create(parameter.Key, (string?)parameter.Value)));
}
