using Marketplace.StripeSandbox.Billing.Customers;
using Marketplace.StripeSandbox.Billing.Invoices;
using Marketplace.StripeSandbox.Billing.Schedules;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Subscriptions;

internal static class SubscriptionEnding
{
    public static Subscription Cancel(Scope scope, string id, SubscriptionCancelParameters parameters)
    {
        var subscription = scope.Require<Subscription>(id, "subscription");
        if (subscription.EndedAt is not null)
        {
            throw StripeError.NotFound("subscription", id);
        }

        if (parameters.Prorate && subscription.IsLive())
        {
            Credit(scope, subscription, parameters.InvoiceNow);
            subscription = scope.Find<Subscription>(id)!;
        }

        var given = parameters.CancellationDetails;
        subscription = subscription with { CancellationDetails = new(given?.Comment, given?.Feedback, null) };
        return End(scope, subscription, "cancellation_requested");
    }

    public static Subscription End(Scope scope, Subscription subscription, string reason)
    {
        StopCollecting(scope, subscription);
        var canceled = scope.Put(subscription with
        {
            CanceledAt = subscription.CanceledAt ?? scope.Created,
            CancellationDetails = subscription.CancellationDetails with { Reason = subscription.CancellationDetails.Reason ?? reason },
            EndedAt = scope.Created,
            PendingInvoice = null,
            PendingUpdate = null,
            Schedule = null,
            Status = "canceled",
        });
        if (subscription.Schedule is { } schedule)
        {
            ScheduleActions.Close(scope, scope.Find<SubscriptionSchedule>(schedule)!, "canceled");
        }

        scope.Emit("customer.subscription.deleted", canceled);
        return canceled;
    }

    /// <summary>The first payment did not come in time: its invoice is void.</summary>
    public static Subscription Expire(Scope scope, Subscription subscription)
    {
        var expired = scope.Put(subscription with { EndedAt = scope.Created, Status = "incomplete_expired" });
        if (subscription.LatestInvoice is { } latest && scope.Find<Invoice>(latest) is { Status: "open" } open)
        {
            InvoiceLifecycle.Void(scope, open);
        }

        scope.Emit("customer.subscription.updated", expired, subscription);
        return expired;
    }

    /// <summary>What is owed stays owed, but nothing is tried again by itself.</summary>
    private static void StopCollecting(Scope scope, Subscription subscription)
    {
        foreach (var invoice in scope.Session.All<Invoice>().Where(i => i.SubscriptionId == subscription.Id && i.Status is "draft" or "open").ToList())
        {
            var stopped = scope.Put(invoice with { AutoAdvance = false, AutomaticallyFinalizesAt = null, NextPaymentAttempt = null });
            if (subscription.Status == "incomplete" && stopped.Status == "open")
            {
                scope.Put(subscription with { EndedAt = scope.Created });
                InvoiceLifecycle.Void(scope, stopped);
            }
        }
    }

    private static void Credit(Scope scope, Subscription subscription, bool invoiceNow)
    {
        foreach (var item in SubscriptionChange.CreditRest(scope, subscription, scope.Created))
        {
            scope.Emit("invoiceitem.created", scope.Put(item));
        }

        if (invoiceNow)
        {
            var customer = scope.Find<Customer>(subscription.Customer)!;
            InvoiceLifecycle.Finalize(scope, InvoiceDrafts.Create(scope, new InvoiceContents(customer, subscription.Currency, "manual")
            {
                Items = InvoiceDrafts.Pending(scope, customer.Id, subscription.Id, subscription.Currency),
                Subscription = subscription,
            }));
        }
    }
}
