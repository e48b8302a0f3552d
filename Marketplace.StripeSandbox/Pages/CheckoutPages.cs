using Marketplace.StripeSandbox.Checkout;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Pages;

/// <summary>The hosted payment page: order, card form, bank confirmation, and what a closed session shows.</summary>
internal static class CheckoutPages
{
    private static readonly Dictionary<string, string> NoErrors = new(StringComparer.Ordinal);

    public static void MapCheckoutPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/c/pay/{id}", (string id, HttpContext http, SandboxWork work) => work.ExecuteAsync(http, scope => Show(scope, id)));
        app.MapPost("/c/pay/{id}", async (string id, HttpContext http, SandboxWork work) =>
        {
            var form = CardForm.From(await http.Request.ReadFormAsync(http.RequestAborted));
            return await work.ExecuteAsync(http, scope => Pay(scope, id, form));
        });
        app.MapGet("/c/pay/{id}/authenticate", (string id, HttpContext http, SandboxWork work) => work.ExecuteAsync(http, scope => ShowAuthentication(scope, id)));
        app.MapPost("/c/pay/{id}/authenticate", async (string id, HttpContext http, SandboxWork work) =>
        {
            var outcome = (await http.Request.ReadFormAsync(http.RequestAborted))["outcome"].ToString();
            return await work.ExecuteAsync(http, scope => Authenticate(scope, id, confirmed: outcome == "complete"));
        });
    }

    private static IResult Show(Scope scope, string id)
    {
        if (Open(scope, id, out var closed) is not { } session)
        {
            return closed;
        }

        if (IsWaiting(scope, session))
        {
            return Results.Redirect($"/c/pay/{id}/authenticate");
        }

        var failure = IntentOf(scope, session)?.LastPaymentError?["message"]?.GetValue<string>();
        return CheckoutView.Form(session, CardForm.Empty with { Email = session.KnownEmail ?? "" }, NoErrors, failure, StatusCodes.Status200OK);
    }

    private static IResult Pay(Scope scope, string id, CardForm form)
    {
        if (Find(scope, id) is { Status: "complete" } paid)
        {
            return Results.Redirect(paid.ReturnTo());
        }

        if (Open(scope, id, out var closed) is not { } session)
        {
            return closed;
        }

        form = session.KnownEmail is { } fixedEmail ? form with { Email = fixedEmail } : form;
        var (entry, errors) = form.Check(scope.Now);
        if (entry is null)
        {
            return CheckoutView.Form(session, form, errors, null, StatusCodes.Status400BadRequest);
        }

        var (result, message) = session.Mode == SubscriptionCheckout.Mode ? SubscriptionCheckout.Pay(scope, session, entry) : CardPayments.Pay(scope, session, entry);
        return result switch
        {
            PaymentResult.Paid => Results.Redirect(session.ReturnTo()),
            PaymentResult.NeedsAuthentication => Results.Redirect($"/c/pay/{id}/authenticate"),
            _ => CheckoutView.Form(session, form, NoErrors, message, StatusCodes.Status402PaymentRequired),
        };
    }

    private static IResult ShowAuthentication(Scope scope, string id)
    {
        if (Open(scope, id, out var closed) is not { } session)
        {
            return closed;
        }

        return IsWaiting(scope, session) ? CheckoutView.Authentication(session) : Results.Redirect($"/c/pay/{id}");
    }

    private static IResult Authenticate(Scope scope, string id, bool confirmed)
    {
        if (Find(scope, id) is { Status: "complete" } paid)
        {
            return Results.Redirect(paid.ReturnTo());
        }

        if (Open(scope, id, out var closed) is not { } session)
        {
            return closed;
        }

        if (!IsWaiting(scope, session))
        {
            return Results.Redirect($"/c/pay/{id}");
        }

        var (result, _) = session.Mode == SubscriptionCheckout.Mode
            ? SubscriptionCheckout.Authenticate(scope, session, confirmed)
            : CardPayments.Authenticate(scope, session, IntentOf(scope, session)!, confirmed);
        return Results.Redirect(result == PaymentResult.Paid ? session.ReturnTo() : $"/c/pay/{id}");
    }

    private static CheckoutSession? Find(Scope scope, string id) => scope.Find<CheckoutSession>(id);

    /// <summary>The session while it can be paid; else the page that says why not.</summary>
    private static CheckoutSession? Open(Scope scope, string id, out IResult closed)
    {
        var session = Find(scope, id);
        closed = session switch
        {
            null => Layout.NotFound("There is no payment with this address. Go back to the shop and start again."),
            { Status: "complete" } => CheckoutView.Complete(session),
            { Status: "expired" } => CheckoutView.Expired(session),
            _ when session.ExpiresAt <= scope.Created => CheckoutView.Expired(CheckoutActions.Expire(scope, session)),
            _ => Results.Empty,
        };
        return session is { Status: "open" } && session.ExpiresAt > scope.Created ? session : null;
    }

    private static PaymentIntent? IntentOf(Scope scope, CheckoutSession session) =>
        session.PaymentIntent is { } id ? scope.Find<PaymentIntent>(id) : null;

    private static bool IsWaiting(Scope scope, CheckoutSession session) =>
        session.PendingPaymentMethod is not null || IntentOf(scope, session) is { Status: "requires_action" };
}
