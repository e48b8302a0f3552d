using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Billing.Customers;
using Marketplace.StripeSandbox.Billing.Invoices;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Subscriptions;

/// <summary>What a new subscription is made of, by the API or by a checkout.</summary>
internal sealed record SubscriptionOrder(Customer Customer, IReadOnlyList<SubscriptionItemParameters>? Items)
{
    public string BillingMode { get; init; } = "flexible";
    public bool CancelAtPeriodEnd { get; init; }
    public string? DefaultPaymentMethod { get; init; }
    public string? Description { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public string SaveDefaultPaymentMethod { get; init; } = "off";
    public long? TrialEnd { get; init; }
}

internal static class SubscriptionCreation
{
    public static Subscription Create(Scope scope, SubscriptionCreateParameters parameters)
    {
        if (parameters.CollectionMethod is "send_invoice")
        {
            throw StripeError.Unsupported("collection_method=send_invoice");
        }

        var customer = CustomerActions.RequireParameter(scope, parameters.Customer);
        var method = parameters.DefaultPaymentMethod is { } id ? PaymentMethodActions.RequireOf(scope, customer, id, "default_payment_method") : null;
        var (subscription, invoice) = Start(scope, new SubscriptionOrder(customer, parameters.Items)
        {
            BillingMode = parameters.BillingMode?.Type ?? "flexible",
            CancelAtPeriodEnd = parameters.CancelAtPeriodEnd == true,
            DefaultPaymentMethod = method?.Id,
            Description = parameters.Description,
            Metadata = parameters.Metadata,
            SaveDefaultPaymentMethod = parameters.PaymentSettings?.SaveDefaultPaymentMethod ?? "off",
            TrialEnd = TrialEnd(scope, parameters.TrialEnd, parameters.TrialPeriodDays),
        });
        if (invoice.Status != "open" || parameters.PaymentBehavior == "default_incomplete")
        {
            return scope.Find<Subscription>(subscription.Id)!;
        }

        var payer = InvoiceCollection.DefaultMethod(scope, invoice)
            ?? throw StripeError.Invalid(
                "This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.",
                code: "resource_missing");
        var outcome = InvoiceCollection.Collect(scope, invoice, payer, automatic: false);
        return outcome.Result == PaymentResult.Paid || parameters.PaymentBehavior != "error_if_incomplete"
            ? scope.Find<Subscription>(subscription.Id)!
            : throw outcome.ToError();
    }

    /// <summary>Stores the subscription with its first invoice, open or, with nothing due, paid.</summary>
    public static (Subscription Subscription, Invoice Invoice) Start(Scope scope, SubscriptionOrder order)
    {
        var id = DocumentId.New("sub_");
        var trial = order.TrialEnd is not null;
        var anchor = order.TrialEnd ?? scope.Created;
        var items = SubscriptionItems.New(scope, id, order.Items, scope.Created, order.TrialEnd, anchor);
        var subscription = scope.Put(new Subscription
        {
            Id = id,
            Owner = order.Customer.Owner,
            Created = scope.Created,
            BillingCycleAnchor = anchor,
            BillingMode = new BillingMode(order.BillingMode),
            CancelAt = order.CancelAtPeriodEnd ? items[0].CurrentPeriodEnd : null,
            CancelAtPeriodEnd = order.CancelAtPeriodEnd,
            CanceledAt = order.CancelAtPeriodEnd ? scope.Created : null,
            Currency = items[0].Price.Currency,
            Customer = order.Customer.Id,
            DefaultPaymentMethod = order.DefaultPaymentMethod,
            Description = order.Description,
            Items = new StripeList<SubscriptionItem>(items, $"/v1/subscription_items?subscription={id}"),
            Metadata = Metadata.Merge(null, order.Metadata),
            PaymentSettings = new SubscriptionPaymentSettings(order.SaveDefaultPaymentMethod),
            StartDate = scope.Created,
            Status = trial ? "trialing" : "incomplete",
            TrialEnd = order.TrialEnd,
            TrialSettings = new TrialSettings(new TrialEndBehavior("create_invoice")),
            TrialStart = trial ? scope.Created : null,
        });
        var draft = InvoiceDrafts.Create(scope, FirstInvoice(scope, order.Customer, subscription));
        subscription = scope.Put(subscription with { LatestInvoice = draft.Id });
        scope.Emit("customer.subscription.created", subscription);
        return (subscription, InvoiceLifecycle.Finalize(scope, draft));
    }

    /// <summary>Three days before the trial is over, or at once when it is shorter.</summary>
    public static void TellTrialEnds(Scope scope, Subscription subscription) =>
        scope.Emit("customer.subscription.trial_will_end", scope.Put(subscription with { TrialNoticeSent = true }));

    public static InvoiceContents FirstInvoice(Scope scope, Customer customer, Subscription subscription) => new(customer, subscription.Currency, "subscription_create")
    {
        Items = InvoiceDrafts.Pending(scope, customer.Id, null, subscription.Currency),
        Lines = [.. subscription.Items.Data.Select(i => InvoiceLine.Of(scope, i, subscription.Metadata, i.CurrentPeriodStart, i.CurrentPeriodEnd, subscription.TrialEnd is not null))],
        Subscription = subscription,
    };

    /// <summary>`trial_end` as a moment or `now`, or a number of days; null without a trial.</summary>
    public static long? TrialEnd(Scope scope, JsonNode? end, long? days)
    {
        if (end?.GetValueKind() == JsonValueKind.Number)
        {
            var moment = end.GetValue<long>();
            return moment > scope.Created
                ? moment
                : throw StripeError.Invalid("Invalid timestamp: must be an integer Unix timestamp in the future.", "trial_end");
        }

        return days switch
        {
            null or 0 => null,
            < 0 or > 730 => throw StripeError.Invalid("The trial period can be at most 730 days.", "trial_period_days"),
            _ => scope.Now.AddDays(days.Value).ToUnixTimeSeconds(),
        };
    }
}
