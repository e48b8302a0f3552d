using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Billing.Customers;
using Marketplace.StripeSandbox.Billing.Invoices;
using Marketplace.StripeSandbox.Billing.Schedules;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Subscriptions;

internal static class SubscriptionUpdates
{
    public static Subscription Update(Scope scope, string id, SubscriptionUpdateParameters parameters)
    {
        var before = scope.Require<Subscription>(id, "subscription");
        RequireUpdatable(before, parameters);
        var updated = WithTerms(scope, before, parameters);
        if (updated != before)
        {
            scope.Put(updated);
        }

        if (parameters.TrialEnd is { } trialEnd)
        {
            updated = EndTrial(scope, updated, trialEnd);
        }

        if (parameters.Items is { } items)
        {
            updated = ChangeItems(scope, updated, SubscriptionItems.Changed(scope, updated, items), new ChangeTerms(
                parameters.ProrationBehavior ?? "create_prorations",
                parameters.PaymentBehavior ?? "allow_incomplete",
                parameters.ProrationDate));
        }

        return Announce(scope, before, updated);
    }

    /// <summary>Gives the subscription other items, and bills the difference as asked.</summary>
    public static Subscription ChangeItems(Scope scope, Subscription subscription, IReadOnlyList<SubscriptionItem> after, ChangeTerms terms)
    {
        var change = SubscriptionChange.Of(scope, subscription, after, terms.ProrationBehavior, terms.ProrationDate);
        var invoiced = change.StartsPeriod || (terms.ProrationBehavior == "always_invoice" && change.Prorations.Count > 0);
        var waits = invoiced && terms.PaymentBehavior == "pending_if_incomplete";
        foreach (var proration in change.Prorations)
        {
            scope.Emit("invoiceitem.created", scope.Put(proration));
        }

        var changed = Applied(subscription, change.Items, change.NewAnchor);
        if (!invoiced)
        {
            return ScheduleActions.Follow(scope, scope.Put(changed));
        }

        var customer = scope.Find<Customer>(subscription.Customer)!;
        var draft = InvoiceDrafts.Create(scope, ChangeInvoice(scope, customer, subscription, change));
        scope.Put(waits
            ? subscription with
            {
                LatestInvoice = draft.Id,
                PendingInvoice = draft.Id,
                PendingUpdate = new PendingUpdate((scope.Now + scope.Billing.FirstPaymentTime).ToUnixTimeSeconds(), change.Items) { BillingCycleAnchor = change.NewAnchor },
            }
            : changed with { LatestInvoice = draft.Id });
        Collect(scope, InvoiceLifecycle.Finalize(scope, draft), terms.PaymentBehavior);
        return ScheduleActions.Follow(scope, scope.Find<Subscription>(subscription.Id)!);
    }

    public static InvoiceContents ChangeInvoice(Scope scope, Customer customer, Subscription subscription, SubscriptionChange change) =>
        new(customer, subscription.Currency, "subscription_update")
        {
            Items = Once([.. InvoiceDrafts.Pending(scope, customer.Id, subscription.Id, subscription.Currency), .. change.Prorations]),
            Lines = change.StartsPeriod
                ? [.. change.Items.Select(i => InvoiceLine.Of(scope, i, subscription.Metadata, i.CurrentPeriodStart, i.CurrentPeriodEnd, trial: false))]
                : [],
            Subscription = subscription,
        };

    /// <summary>The invoice a pending update waited for is paid.</summary>
    public static Subscription ApplyPending(Scope scope, Subscription subscription)
    {
        var pending = subscription.PendingUpdate!;
        var applied = scope.Put(Applied(subscription, pending.SubscriptionItems!, pending.BillingCycleAnchor) with { PendingInvoice = null, PendingUpdate = null });
        scope.Emit("customer.subscription.pending_update_applied", applied);
        return applied;
    }

    public static void DropPending(Scope scope, Subscription subscription)
    {
        var invoice = scope.Find<Invoice>(subscription.PendingInvoice!)!;
        var kept = scope.Put(subscription with { PendingInvoice = null, PendingUpdate = null });
        if (invoice.Status == "open")
        {
            InvoiceLifecycle.Void(scope, invoice);
        }

        scope.Emit("customer.subscription.pending_update_expired", kept);
        scope.Emit("customer.subscription.updated", kept, subscription);
    }

    public static Subscription Announce(Scope scope, Subscription before, Subscription after)
    {
        if (after != before)
        {
            scope.Emit("customer.subscription.updated", after, before);
        }

        return after;
    }

    private static Subscription Applied(Subscription subscription, IReadOnlyList<SubscriptionItem> items, long? anchor) =>
        subscription.WithItems(items) with
        {
            BillingCycleAnchor = anchor ?? subscription.BillingCycleAnchor,
            CancelAt = subscription.CancelAtPeriodEnd ? items[0].CurrentPeriodEnd : subscription.CancelAt,
        };

    private static void Collect(Scope scope, Invoice invoice, string behavior)
    {
        if (invoice.Status == "paid" || behavior == "default_incomplete")
        {
            return;
        }

        var outcome = InvoiceCollection.Collect(scope, invoice, InvoiceCollection.DefaultMethod(scope, invoice), automatic: false);
        if (outcome.Result != PaymentResult.Paid && behavior == "error_if_incomplete")
        {
            throw outcome.ToError();
        }
    }

    private static Subscription WithTerms(Scope scope, Subscription subscription, SubscriptionUpdateParameters parameters)
    {
        var customer = scope.Find<Customer>(subscription.Customer)!;
        var given = parameters.CancellationDetails;
        subscription = subscription with
        {
            CancellationDetails = given is null
                ? subscription.CancellationDetails
                : subscription.CancellationDetails with { Comment = given.Comment ?? subscription.CancellationDetails.Comment, Feedback = given.Feedback ?? subscription.CancellationDetails.Feedback },
            DefaultPaymentMethod = parameters.DefaultPaymentMethod is { } method
                ? PaymentMethodActions.RequireOf(scope, customer, method, "default_payment_method").Id
                : subscription.DefaultPaymentMethod,
            Description = parameters.Description ?? subscription.Description,
            Metadata = Metadata.Merge(subscription.Metadata, parameters.Metadata),
            PaymentSettings = parameters.PaymentSettings?.SaveDefaultPaymentMethod is { } save ? new SubscriptionPaymentSettings(save) : subscription.PaymentSettings,
        };
        return WithCancellation(scope, subscription, parameters);
    }

    private static Subscription WithCancellation(Scope scope, Subscription subscription, SubscriptionUpdateParameters parameters)
    {
        var periodEnd = subscription.PeriodEnd();
        (bool AtPeriodEnd, long? At)? wanted = (parameters.CancelAtPeriodEnd, parameters.CancelAt) switch
        {
            (not null, not null) => throw StripeError.Invalid("You may only specify one of these parameters: cancel_at, cancel_at_period_end."),
            (true, _) => (true, periodEnd),
            (false, _) => (false, null),
            (_, null) => null,
            (_, var at) when at.GetValueKind() == JsonValueKind.Number => (false, RequireFuture(scope, at.GetValue<long>())),
            (_, var at) when at.GetValue<string>().Length == 0 => (false, null),
            (_, var at) when at.GetValue<string>() is "min_period_end" or "max_period_end" => (false, periodEnd),
            _ => throw StripeError.Unsupported("cancel_at=max_billed_until"),
        };
        if (wanted is not { } cancellation)
        {
            return subscription;
        }

        if (subscription.Schedule is { } schedule)
        {
            throw StripeError.Invalid($"The subscription is managed by the subscription schedule `{schedule}`, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.");
        }

        return subscription with
        {
            CancelAt = cancellation.At,
            CancelAtPeriodEnd = cancellation.AtPeriodEnd,
            CanceledAt = cancellation.At is null ? null : subscription.CanceledAt ?? scope.Created,
            CancellationDetails = subscription.CancellationDetails with { Reason = cancellation.At is null ? null : "cancellation_requested" },
        };
    }

    private static void RequireUpdatable(Subscription subscription, SubscriptionUpdateParameters parameters)
    {
        if (subscription.EndedAt is not null)
        {
            throw StripeError.Invalid("A canceled subscription can only update its cancellation_details and metadata.");
        }

        if (parameters is { PaymentBehavior: "pending_if_incomplete" } and not
            {
                CancelAt: null, CancelAtPeriodEnd: null, CancellationDetails: null, DefaultPaymentMethod: null, Description: null, Metadata: null, PaymentSettings: null,
            })
        {
            throw StripeError.Invalid(
                "`payment_behavior` with value `pending_if_incomplete` is only supported with the parameters items, proration_behavior, proration_date, trial_end, off_session and expand.",
                "payment_behavior");
        }

        if (subscription.PendingUpdate is not null && parameters.Items is not null)
        {
            throw StripeError.Invalid("This subscription has a pending update; pay or void its invoice first.", "items");
        }

        if (subscription.Status == "incomplete" && parameters.Items is not null)
        {
            throw StripeError.Invalid("This subscription cannot be updated while it is incomplete: its first invoice has to be paid.", "items");
        }
    }

    /// <summary>`trial_end=now` starts the first paid period at once.</summary>
    private static Subscription EndTrial(Scope scope, Subscription subscription, JsonNode end)
    {
        if (subscription.Status != "trialing")
        {
            throw StripeError.Unsupported("trial_end on a subscription without a trial");
        }

        var moment = end.GetValueKind() == JsonValueKind.Number ? RequireFuture(scope, end.GetValue<long>()) : scope.Created;
        var moved = subscription.WithItems([.. subscription.Items.Data.Select(i => i with { CurrentPeriodEnd = moment })]) with { BillingCycleAnchor = moment, TrialEnd = moment };
        scope.Put(moved);
        if (moment > scope.Created)
        {
            return moved;
        }

        SubscriptionRenewal.Renew(scope, moved);
        var started = scope.Find<Subscription>(subscription.Id)!;
        Collect(scope, InvoiceLifecycle.Finalize(scope, scope.Find<Invoice>(started.LatestInvoice!)!), "allow_incomplete");
        return scope.Find<Subscription>(subscription.Id)!;
    }

    private static long RequireFuture(Scope scope, long moment) => moment > scope.Created
        ? moment
        : throw StripeError.Invalid("Invalid timestamp: must be an integer Unix timestamp in the future.");

    private static IReadOnlyList<InvoiceItem> Once(IReadOnlyList<InvoiceItem> items) => [.. items.DistinctBy(i => i.Id)];
}

internal sealed record ChangeTerms(string ProrationBehavior, string PaymentBehavior, long? ProrationDate);
