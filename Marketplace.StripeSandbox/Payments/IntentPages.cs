using Marketplace.StripeSandbox.Pages;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Payments;

/// <summary>Where a payment intent confirmed through the API sends its buyer for 3-D Secure.</summary>
internal static class IntentPages
{
    public static void MapIntentPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/pi/{id}/authenticate", (string id, HttpContext http, SandboxWork work) => work.ExecuteAsync(http, scope => Show(scope, id)));
        app.MapPost("/pi/{id}/authenticate", async (string id, HttpContext http, SandboxWork work) =>
        {
            var outcome = (await http.Request.ReadFormAsync(http.RequestAborted))["outcome"].ToString();
            return await work.ExecuteAsync(http, scope => Answer(scope, id, confirmed: outcome == "complete"));
        });
    }

    private static IResult Show(Scope scope, string id) => scope.Find<PaymentIntent>(id) switch
    {
        { Status: "requires_action" } waiting => BankView.Page(waiting.Amount, waiting.Currency, $"/pi/{id}/authenticate"),
        { } intent => Layout.Message("Thank you", $"This payment is now {intent.Status.Replace('_', ' ')}.", Html.Empty),
        null => Layout.NotFound("There is no payment with this address."),
    };

    private static IResult Answer(Scope scope, string id, bool confirmed)
    {
        if (scope.Find<PaymentIntent>(id) is { Status: "requires_action" } intent)
        {
            var method = scope.Find<PaymentMethod>(intent.PaymentMethod!)!;
            if (confirmed)
            {
                IntentCharges.Succeed(scope, intent, scope.Put(method with { IsSetUp = true }), authenticated: true);
            }
            else
            {
                IntentCharges.Fail(scope, intent, method, TestCards.NotAuthenticated, charge: null);
            }
        }

        return Results.Redirect(scope.Find<PaymentIntent>(id)?.ReturnUrl ?? $"/pi/{id}/authenticate");
    }
}
