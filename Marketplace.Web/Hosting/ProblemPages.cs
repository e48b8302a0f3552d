using Marketplace.Contracts.Http;
using Marketplace.Web.Accounts;
using Microsoft.AspNetCore.Authentication;

namespace Marketplace.Web.Hosting;

internal static class ProblemPages
{
    // A token the Api refuses right after sign-in would be refused again: say so rather than go in circles.
    private static readonly TimeSpan FreshSignIn = TimeSpan.FromSeconds(20);

    public static void UseProblemPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            CreateScopeForErrors = true,
            AllowStatusCode404Response = true,
            StatusCodeSelector = exception => Problems.From(exception)?.Status ?? StatusCodes.Status500InternalServerError,
            SuppressDiagnosticsCallback = context => Problems.From(context.Exception) is { Status: < 500 },
        });
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (ApiProblemException problem) when (problem.Status == StatusCodes.Status401Unauthorized && !context.Response.HasStarted)
            {
                if (!await SignInAgainAsync(context))
                {
                    throw;
                }
            }
        });
    }

    /// <summary>The Api no longer takes this session: sign in again and come back to the same page.</summary>
    public static async Task<bool> SignInAgainAsync(HttpContext context)
    {
        var session = await context.AuthenticateAsync(SignIn.CookieScheme);
        if (session.Properties?.IssuedUtc > TimeProvider.System.GetUtcNow() - FreshSignIn)
        {
            return false;
        }

        context.Response.Clear();
        await context.SignOutAsync(SignIn.CookieScheme);
        var back = HttpMethods.IsGet(context.Request.Method) ? context.Request.Path + context.Request.QueryString : LocalUrl.Previous(context.Request) ?? "/";
        context.Response.Redirect(SignIn.Path(back));
        return true;
    }
}
