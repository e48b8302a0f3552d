using Marketplace.Contracts.Http;
using Microsoft.AspNetCore.Antiforgery;

namespace Marketplace.Web.Hosting;

internal static class StaleForms
{
    /// <summary>
    /// A form of ours whose antiforgery token no longer fits (signed in or out in another tab, cookies cleared) goes back
    /// to its page with a word about it; one that comes from elsewhere is refused.
    /// </summary>
    public static void UseStaleFormNotice(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
        {
            await next(context);
            return;
        }

        var previous = LocalUrl.Previous(context.Request);
        if (previous is null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("This form was not sent from our page, or its protection has run out. Go back, reload, and send it again.");
            return;
        }

        await context.RequestServices.GetRequiredService<KeptTexts>().KeepAsync(context.Request);
        context.RequestServices.GetRequiredService<Flash>().Refuse(new ApiProblemException(
            StatusCodes.Status400BadRequest, "antiforgery", "Nothing was sent", "The page had been open for too long. It is fresh now: please try again.", new Dictionary<string, string[]>()));
        context.Response.Redirect(previous);
    });
}
