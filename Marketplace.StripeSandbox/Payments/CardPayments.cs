using Marketplace.StripeSandbox.Checkout;
using Marketplace.StripeSandbox.Disputes;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Payments;

internal enum PaymentResult
{
    Paid,
    Declined,
    NeedsAuthentication,
}

/// <summary>A checked card form.</summary>
internal sealed record CardEntry(string Number, long ExpMonth, long ExpYear, string Name, string Email);

/// <summary>What happens when a buyer pays a checkout session.</summary>
internal static class CardPayments
{
    public static (PaymentResult Result, string? Message) Pay(Scope scope, CheckoutSession session, CardEntry entry)
    {
        var card = TestCards.Find(entry.Number);
        var method = scope.Put(new PaymentMethod
        {
            Id = DocumentId.New("pm_"),
            Owner = session.Owner,
            Created = scope.Created,
            BillingDetails = new BillingDetails(entry.Email, entry.Name),
            Card = new PaymentMethodCard(card?.Brand ?? "unknown", entry.Number[^4..], entry.ExpMonth, entry.ExpYear),
            TestCard = card?.Number ?? "",
        });
        (session, var intent) = EnsureIntent(scope, session);
        if (card?.NeedsAuthentication == true)
        {
            var page = $"{scope.BaseUrl}/c/pay/{session.Id}/authenticate";
            IntentCharges.RequireAuthentication(scope, intent, method, page, session.Url ?? page);
            return (PaymentResult.NeedsAuthentication, null);
        }

        var refusal = card is null ? TestCards.NotATestCard : card.Refusal;
        if (refusal is not null)
        {
            IntentCharges.Decline(scope, intent, method, refusal);
            return (PaymentResult.Declined, refusal.Message);
        }

        Succeed(scope, session, intent, method, authenticated: false);
        return (PaymentResult.Paid, null);
    }

    /// <summary>The buyer's answer on the bank's 3-D Secure page.</summary>
    public static (PaymentResult Result, string? Message) Authenticate(Scope scope, CheckoutSession session, PaymentIntent intent, bool confirmed)
    {
        var method = scope.Find<PaymentMethod>(intent.PaymentMethod!)!;
        if (confirmed)
        {
            Succeed(scope, session, intent, method, authenticated: true);
            return (PaymentResult.Paid, null);
        }

        IntentCharges.Fail(scope, intent, method, TestCards.NotAuthenticated, charge: null);
        return (PaymentResult.Declined, TestCards.NotAuthenticated.Message);
    }

    public static void Cancel(Scope scope, PaymentIntent intent, string reason = "expired")
    {
        if (intent.Status is "requires_payment_method" or "requires_action")
        {
            var canceled = scope.Put(intent with { Status = "canceled", CanceledAt = scope.Created, CancellationReason = reason, NextAction = null });
            scope.Emit("payment_intent.canceled", canceled);
        }
    }

    public static (CheckoutSession Session, PaymentIntent Intent) EnsureIntent(Scope scope, CheckoutSession session)
    {
        if (session.PaymentIntent is { } existing)
        {
            return (session, scope.Find<PaymentIntent>(existing)!);
        }

        var id = DocumentId.New("pi_");
        var data = session.PaymentIntentData;
        var intent = scope.Put(new PaymentIntent
        {
            Id = id,
            Owner = session.Owner,
            Created = scope.Created,
            Amount = session.AmountTotal,
            ClientSecret = DocumentId.New($"{id}_secret_"),
            Currency = session.Currency,
            Customer = session.Customer,
            Description = data?.Description,
            Metadata = Http.Metadata.Merge(null, data?.Metadata),
            PaymentMethodTypes = session.PaymentMethodTypes,
            ReceiptEmail = data?.ReceiptEmail,
            Status = "requires_payment_method",
            TransferGroup = data?.TransferGroup,
        });
        scope.Emit("payment_intent.created", intent);
        return (scope.Put(session with { PaymentIntent = id }), intent);
    }

    private static void Succeed(Scope scope, CheckoutSession session, PaymentIntent intent, PaymentMethod method, bool authenticated)
    {
        var paid = IntentCharges.Succeed(scope, intent, method, authenticated);
        var complete = scope.Put(session with
        {
            CustomerDetails = new CustomerDetails(method.BillingDetails.Email, method.BillingDetails.Name),
            PaymentStatus = "paid",
            Status = "complete",
            Url = null,
        });
        scope.Emit("checkout.session.completed", complete);
        DisputeActions.AfterPayment(scope, paid);
    }
}
