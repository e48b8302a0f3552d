using Marketplace.StripeSandbox.Billing.Customers;
using Marketplace.StripeSandbox.Billing.Invoices;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Subscriptions;

/// <summary>What a paid, failed or closed invoice does to its subscription.</summary>
internal static class SubscriptionStanding
{
    public static bool IsPendingUpdate(Scope scope, Invoice invoice) => Of(scope, invoice)?.PendingInvoice == invoice.Id;

    public static void AfterPayment(Scope scope, Invoice invoice)
    {
        if (Of(scope, invoice) is not { EndedAt: null } subscription)
        {
            return;
        }

        if (subscription.PendingInvoice == invoice.Id)
        {
            subscription = SubscriptionUpdates.ApplyPending(scope, subscription);
        }

        if (subscription.LatestInvoice == invoice.Id)
        {
            subscription = KeepMethod(scope, subscription, invoice);
            Recover(scope, subscription);
        }
    }

    /// <summary>The invoice was voided or written off.</summary>
    public static void AfterClosing(Scope scope, Invoice invoice)
    {
        if (Of(scope, invoice) is not { EndedAt: null } subscription)
        {
            return;
        }

        if (subscription.PendingInvoice == invoice.Id)
        {
            SubscriptionUpdates.DropPending(scope, subscription);
        }
        else if (subscription.Status == "incomplete")
        {
            SubscriptionEnding.Expire(scope, subscription);
        }
        else if (subscription.LatestInvoice == invoice.Id)
        {
            Recover(scope, subscription);
        }
    }

    public static void AfterFailure(Scope scope, Invoice invoice, bool last)
    {
        if (Of(scope, invoice) is not { EndedAt: null } subscription || subscription.PendingInvoice == invoice.Id)
        {
            return;
        }

        if (subscription.Status is "active" or "trialing" && subscription.LatestInvoice == invoice.Id)
        {
            SetDelinquent(scope, subscription.Customer, true);
            subscription = Change(scope, subscription, "past_due");
        }

        if (!last)
        {
            return;
        }

        if (scope.Billing.AfterLastRetry == BillingSettings.Cancel)
        {
            SubscriptionEnding.End(scope, subscription, "payment_failed");
        }
        else if (scope.Billing.AfterLastRetry == BillingSettings.MarkUnpaid)
        {
            Change(scope, subscription, "unpaid");
        }
    }

    private static void Recover(Scope scope, Subscription subscription)
    {
        if (subscription.Status is "incomplete" or "past_due" or "unpaid")
        {
            SetDelinquent(scope, subscription.Customer, false);
            Change(scope, subscription, subscription.TrialEnd > scope.Created ? "trialing" : "active");
        }
    }

    /// <summary>`save_default_payment_method=on_subscription`: what paid first pays the renewals.</summary>
    private static Subscription KeepMethod(Scope scope, Subscription subscription, Invoice invoice)
    {
        if (subscription is not { DefaultPaymentMethod: null, PaymentSettings.SaveDefaultPaymentMethod: "on_subscription" }
            || InvoiceLifecycle.IntentOf(scope, invoice)?.PaymentMethod is not { } used)
        {
            return subscription;
        }

        var method = scope.Find<PaymentMethod>(used)!;
        if (method.Customer is null)
        {
            PaymentMethodActions.AttachTo(scope, scope.Find<Customer>(subscription.Customer)!, used);
        }

        return scope.Put(subscription with { DefaultPaymentMethod = used });
    }

    private static Subscription Change(Scope scope, Subscription subscription, string status)
    {
        var changed = scope.Put(subscription with { Status = status });
        scope.Emit("customer.subscription.updated", changed, subscription);
        return changed;
    }

    private static void SetDelinquent(Scope scope, string customerId, bool delinquent)
    {
        if (scope.Find<Customer>(customerId) is { } customer && customer.Delinquent != delinquent)
        {
            scope.Emit("customer.updated", scope.Put(customer with { Delinquent = delinquent }), customer);
        }
    }

    private static Subscription? Of(Scope scope, Invoice invoice) =>
        invoice.SubscriptionId is { } id ? scope.Find<Subscription>(id) : null;
}
