using Marketplace.StripeSandbox.Billing.Customers;
using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Disputes;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Invoices;

internal sealed record CollectionOutcome(Invoice Invoice, PaymentResult Result, CardRefusal? Refusal = null)
{
    /// <summary>As the API answers it.</summary>
    public StripeError ToError() => Result == PaymentResult.NeedsAuthentication
        ? StripeError.Card(
            "This payment requires additional user action before it can be completed successfully. Payment can be completed using the PaymentIntent associated with this subscription.",
            "invoice_payment_intent_requires_action",
            null)
        : StripeError.Card(Refusal!.Message, Refusal.Code, Refusal.DeclineCode);
}

/// <summary>Charges what an invoice asks for, and counts the tries.</summary>
internal static class InvoiceCollection
{
    private static readonly CardRefusal NoMethod = new(
        "resource_missing",
        null,
        "This customer has no attached payment source or default payment method. Please consider adding a default payment method.");

    public static CollectionOutcome Collect(Scope scope, Invoice invoice, PaymentMethod? method, bool automatic, bool authenticated = false)
    {
        if (invoice.Status == "paid")
        {
            return new CollectionOutcome(invoice, PaymentResult.Paid);
        }

        var intent = InvoiceLifecycle.IntentOf(scope, invoice)!;
        if (method is null)
        {
            return Failed(scope, invoice, PaymentResult.Declined, NoMethod, automatic);
        }

        var card = TestCards.Find(method.TestCard);
        if (!authenticated && card is { NeedsAuthentication: true } && (card.AlwaysAuthenticates || !method.IsSetUp))
        {
            IntentCharges.RequireAuthentication(scope, intent, method, $"{invoice.HostedInvoiceUrl}/authenticate", invoice.HostedInvoiceUrl!);
            return Failed(scope, invoice, PaymentResult.NeedsAuthentication, null, automatic);
        }

        var refusal = card is null ? TestCards.NotATestCard : card.Refusal;
        if (refusal is not null)
        {
            IntentCharges.Decline(scope, intent, method, refusal);
            return Failed(scope, invoice, PaymentResult.Declined, refusal, automatic);
        }

        return Succeeded(scope, invoice, intent, method, authenticated);
    }

    /// <summary>The holder's answer to the bank.</summary>
    public static CollectionOutcome Authenticate(Scope scope, Invoice invoice, bool confirmed)
    {
        var intent = InvoiceLifecycle.IntentOf(scope, invoice)!;
        var method = scope.Find<PaymentMethod>(intent.PaymentMethod!)!;
        if (confirmed)
        {
            return Succeeded(scope, invoice, intent, scope.Put(method with { IsSetUp = true }), authenticated: true);
        }

        IntentCharges.Fail(scope, intent, method, TestCards.NotAuthenticated, charge: null);
        return Failed(scope, invoice, PaymentResult.Declined, TestCards.NotAuthenticated, automatic: false);
    }

    /// <summary>What is charged when nobody says otherwise: the invoice's method, the subscription's, the customer's.</summary>
    public static PaymentMethod? DefaultMethod(Scope scope, Invoice invoice)
    {
        var subscription = invoice.SubscriptionId is { } id ? scope.Find<Subscription>(id) : null;
        var method = invoice.DefaultPaymentMethod ?? subscription?.DefaultPaymentMethod ?? scope.Find<Customer>(invoice.Customer)!.InvoiceSettings.DefaultPaymentMethod;
        return method is null ? null : scope.Find<PaymentMethod>(method) is { } found && found.Customer == invoice.Customer ? found : null;
    }

    private static CollectionOutcome Succeeded(Scope scope, Invoice invoice, PaymentIntent intent, PaymentMethod method, bool authenticated)
    {
        var charged = IntentCharges.Succeed(scope, intent, method, authenticated);
        invoice = invoice with { AttemptCount = Math.Max(1, invoice.AttemptCount) };
        var paid = InvoiceLifecycle.MarkPaid(scope, invoice, invoice.AmountDue);
        DisputeActions.AfterPayment(scope, charged);
        return new CollectionOutcome(paid, PaymentResult.Paid);
    }

    private static CollectionOutcome Failed(Scope scope, Invoice invoice, PaymentResult result, CardRefusal? refusal, bool automatic)
    {
        // As Stripe counts: the first try by whomever, then those of the schedule.
        var counts = automatic || invoice.AttemptCount == 0;
        var attempts = invoice.AttemptCount + (counts ? 1 : 0);
        var retried = invoice is { AutoAdvance: true, BillingReason: not "subscription_create" } && !SubscriptionStanding.IsPendingUpdate(scope, invoice);
        var delays = scope.Billing.RetryDays;
        var next = !retried ? null
            : !counts ? invoice.NextPaymentAttempt
            : attempts <= delays.Count ? scope.Now.AddDays(delays[(int)attempts - 1]).ToUnixTimeSeconds()
            : (long?)null;
        invoice = scope.Put(invoice with { Attempted = true, AttemptCount = attempts, NextPaymentAttempt = next });
        if (result == PaymentResult.NeedsAuthentication)
        {
            scope.Emit("invoice.payment_action_required", invoice);
        }

        scope.Emit("invoice.payment_failed", invoice);
        SubscriptionStanding.AfterFailure(scope, invoice, last: retried && automatic && next is null);
        return new CollectionOutcome(scope.Find<Invoice>(invoice.Id)!, result, refusal);
    }
}
