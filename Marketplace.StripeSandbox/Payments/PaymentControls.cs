using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Accounts;
using Marketplace.StripeSandbox.Checkout;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Overview;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Payments;

internal sealed record PayCheckout(string? Card, string? BankAccount, string? Email);

internal sealed record SettleCharge(string? Outcome, string? Reason);

internal static class PaymentControls
{
    public static void MapPaymentControls(this SandboxControls controls)
    {
        controls.Post<PayCheckout>("/_sandbox/checkout/{id}/pay", "payments", (call, request) => Pay(call.Scope, call.Id, request));
        controls.Post<SettleCharge>("/_sandbox/charges/{id}/settle", "payments", (call, request) => BankDebits.Settle(
            call.Scope,
            call.Scope.Find<Charge>(call.Id) ?? throw StripeError.NotFound("charge", call.Id),
            request.Outcome switch
            {
                "succeeded" => null,
                "failed" => request.Reason ?? "insufficient_funds",
                _ => throw StripeError.Invalid("Invalid outcome: must be one of succeeded, failed", "outcome"),
            }));
    }

    /// <summary>Pays as the hosted page does, without the page. A bank account may pay wherever it is not excluded.</summary>
    private static object Pay(Scope scope, string id, PayCheckout request)
    {
        var session = scope.Find<CheckoutSession>(id) ?? throw StripeError.NotFound("checkout.session", id);
        if (session.Status != "open" || session.ExpiresAt <= scope.Created)
        {
            throw StripeError.Invalid($"The checkout session {id} is {session.Status} and cannot be paid.");
        }

        var email = session.KnownEmail ?? request.Email ?? "buyer@example.org";
        if (request.BankAccount is { } number)
        {
            if (!TestBankAccounts.Knows(number) || session.Mode != "payment" || session.AllowedPaymentMethodTypes?.Contains(BankDebits.Method) == false)
            {
                throw StripeError.Invalid("Not a test bank account, or the session does not allow one.", "bankAccount");
            }

            return BankDebits.Start(scope, session, new BankDebitEntry(number, "Test Buyer", email));
        }

        var entry = new CardEntry(request.Card ?? "4242424242424242", 12, scope.Now.Year + 3, "Test Buyer", email);
        var (result, message) = session.Mode == SubscriptionCheckout.Mode ? SubscriptionCheckout.Pay(scope, session, entry) : CardPayments.Pay(scope, session, entry);
        return new JsonObject { ["result"] = result.ToString(), ["message"] = message };
    }
}
