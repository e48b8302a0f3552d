using Marketplace.Contracts.Payments;
using Marketplace.Web.Accounts;
using Marketplace.Web.Cart;
using Marketplace.Web.Hosting;
using Marketplace.Web.Layout;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Payments;

internal static class CheckoutEndpoints
{
    public static void MapCheckoutForm(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/checkout", CheckoutAsync);

    private static async Task<IResult> CheckoutAsync(
        [FromForm] CheckoutForm form, HttpContext context, PaymentsClient payments, CurrentPerson person, Flash flash, CancellationToken cancellationToken)
    {
        var seen = BuyerDetails.Of(context);
        var details = form.ToDetails(person.SignedIn);
        details.Remember(context);
        if (form.Next == "update")
        {
            return TypedResults.LocalRedirect("/cart#total");
        }

        if (details.Country != seen.Country || details.TaxId != seen.TaxId)
        {
            flash.Say("Look at the total once more", "It was reckoned anew with the country and tax number you gave.");
            return TypedResults.LocalRedirect("/cart#total");
        }

        if (!person.SignedIn && details.Email is null)
        {
            return TypedResults.LocalRedirect(SignIn.Path("/cart"));
        }

        var checkout = await payments.CheckoutAsync(details.KeyFor(form.Key), details.ToRequest(), cancellationToken);
        if (checkout.GuestToken is { } token)
        {
            GuestOrders.Remember(context, checkout.OrderId, token);
        }

        return Leave.To(checkout.CheckoutUrl, "the payment page", context.Request);
    }
}

/// <summary>Properties, not constructor parameters: those must all be in the form, and which fields are depends on who looks at the cart.</summary>
internal sealed record CheckoutForm
{
    public Guid Key { get; init; }

    /// <summary><c>update</c> only reckons the tax anew.</summary>
    public string? Next { get; init; }
    public string? Country { get; init; }
    public string? TaxId { get; init; }
    public string? BillingName { get; init; }
    public string? BillingAddress { get; init; }
    public string? Email { get; init; }

    /// <summary>Somebody signed in is known by the account, whatever was typed before.</summary>
    public BuyerDetails ToDetails(bool signedIn) => new(Text(Country), Text(TaxId), Text(BillingName), Text(BillingAddress), signedIn ? null : Text(Email));

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>
/// Leads a form post on to another site. Chromium applies the page's form-action to redirects, and the payment provider's
/// address is not known beforehand, so this is a page that moves on by itself.
/// </summary>
internal static class Leave
{
    public static IResult To(string url, string what, HttpRequest request)
    {
        if (LocalUrl.IsLocal(url))
        {
            return TypedResults.LocalRedirect(url);
        }

        var target = new Uri(url, UriKind.Absolute);
        return target.Authority == request.Host.Value && target.Scheme == request.Scheme
            ? TypedResults.LocalRedirect(target.PathAndQuery)
            : new RazorComponentResult<LeavePage>(new { Url = url, What = what });
    }
}
