using Marketplace.Identity.Accounts;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Marketplace.Identity.Tokens;

internal static class AuthorizeEndpoint
{
    public const string PromptCreate = "create";

    public static async Task<IResult> HandleAsync(
        HttpContext context, UserManager<Account> users, SignInManager<Account> signIn, TokenPrincipals principals)
    {
        var request = context.GetOpenIddictServerRequest()!;
        var session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var signedInAt = session.Properties?.IssuedUtc ?? DateTimeOffset.MinValue;

        if (session.Principal is { } cookie && !AsksForm(request) && !IsTooOld(request, signedInAt)
            && await users.GetUserAsync(cookie) is { } user && await signIn.CanSignInAsync(user))
        {
            var principal = await principals.CreateAsync(user, request.GetScopes(), signedInAt);
            return Results.SignIn(principal, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        }

        if (request.HasPromptValue(PromptValues.None))
        {
            return Refusals.Of(Errors.LoginRequired, "Nobody is signed in.");
        }

        var page = AsksRegistration(request) ? "/register" : "/sign-in";
        return Results.Redirect(page + QueryString.Create("returnUrl", Again(request)));
    }

    private static bool AsksForm(OpenIddictRequest request) =>
        request.HasPromptValue(PromptValues.Login) || request.HasPromptValue(PromptValues.SelectAccount) || AsksRegistration(request);

    private static bool AsksRegistration(OpenIddictRequest request) =>
        request.HasPromptValue(PromptCreate) || (string?)request["screen_hint"] == "register";

    private static bool IsTooOld(OpenIddictRequest request, DateTimeOffset signedInAt) =>
        request.MaxAge is { } seconds && TimeProvider.System.GetUtcNow() - signedInAt > TimeSpan.FromSeconds(seconds);

    // Without what asked for the form, or the person would be sent to it for ever.
    private static string Again(OpenIddictRequest request) =>
        "/connect/authorize" + QueryString.Create(
            from parameter in request.GetParameters()
            where parameter.Key is not (Parameters.Prompt or "screen_hint")
            select KeyValuePair.Create(parameter.Key, (string?)parameter.Value));
}
