using Marketplace.Contracts.Payments;
using Marketplace.Web.Layout;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Payments;

internal static class CheckoutEndpoints
{
    public static void MapCheckoutForm(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/checkout", CheckoutAsync).RequireAuthorization();

    private static async Task<IResult> CheckoutAsync([FromForm] Guid key, HttpContext context, PaymentsClient payments, CancellationToken cancellationToken)
    {
        var checkout = await payments.CheckoutAsync(key.ToString(), cancellationToken);
        return Leave.To(checkout.CheckoutUrl, "the payment page", context.Request);
    }
}

/// <summary>
/// Leads a form post on to another site. Chromium applies the page's form-action to redirects, and the payment provider's
/// address is not known beforehand, so this is a page that moves on by itself.
/// </summary>
internal static class Leave
{
    public static IResult To(string url, string what, HttpRequest request)
    {
        if (Hosting.LocalUrl.IsLocal(url))
        {
            return TypedResults.LocalRedirect(url);
        }

        var target = new Uri(url, UriKind.Absolute);
        return target.Authority == request.Host.Value && target.Scheme == request.Scheme
            ? TypedResults.LocalRedirect(target.PathAndQuery)
            : new RazorComponentResult<LeavePage>(new { Url = url, What = what });
    }
}
