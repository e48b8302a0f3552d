using Marketplace.Contracts.Accounts;
using Marketplace.Contracts.Cart;
using Marketplace.Contracts.Http;
using Marketplace.Web.Cart;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Accounts;

internal static class AccountEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/account/sign-in", (string? returnUrl) => Challenge(returnUrl, null));
        routes.MapGet("/account/sign-up", (string? returnUrl) => Challenge(returnUrl, "create"));
        routes.MapGet("/account/signed-in", SignedInAsync).RequireAuthorization();
    }

    public static void MapAccountForms(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/account/sign-out", SignOutAsync);
        routes.MapPost("/account/tokens/{id:guid}/revoke", RevokeTokenAsync).RequireAuthorization();
    }

    private static ChallengeHttpResult Challenge(string? returnUrl, string? prompt)
    {
        var properties = new AuthenticationProperties { RedirectUri = LocalUrl.OrHome(returnUrl) };
        properties.SetParameter("prompt", prompt);
        return TypedResults.Challenge(properties, [OpenIdConnectDefaults.AuthenticationScheme]);
    }

    /// <summary>Moves what the guest had put in the cart into the person's own cart.</summary>
    private static async Task<RedirectHttpResult> SignedInAsync(string? returnUrl, HttpContext context, CartClient cart, ILogger<CartClient> logger, CancellationToken cancellationToken)
    {
        if (GuestCart.Id(context) is not null)
        {
            try
            {
                await cart.ClaimAsync(cancellationToken);
                GuestCart.Forget(context);
            }
            catch (ApiProblemException problem) when (problem.Status is >= 400 and < 500 and not 401)
            {
                // The guest's cart is gone or was claimed already: nothing is left to move.
                logger.LogInformation("A guest cart was not claimed: {Code}", problem.Code);
                GuestCart.Forget(context);
            }
        }

        return TypedResults.LocalRedirect(LocalUrl.OrHome(returnUrl));
    }

    /// <summary>The antiforgery token is read from the form, which binding it demands.</summary>
    private static async Task<IResult> SignOutAsync([FromForm] string? returnUrl, HttpContext context)
    {
        await context.SignOutAsync(SignIn.CookieScheme);
        return context.User.Identity?.IsAuthenticated == true
            ? TypedResults.SignOut(new AuthenticationProperties { RedirectUri = LocalUrl.OrHome(returnUrl) }, [OpenIdConnectDefaults.AuthenticationScheme])
            : TypedResults.LocalRedirect("/");
    }

    private static async Task<RedirectHttpResult> RevokeTokenAsync(Guid id, [FromForm] string? name, AccountsClient accounts, Flash flash, CancellationToken cancellationToken)
    {
        await accounts.RevokeTokenAsync(id, cancellationToken);
        flash.Say("Token revoked", $"{name ?? "It"} stopped working just now.");
        return TypedResults.LocalRedirect("/account/tokens");
    }
}
