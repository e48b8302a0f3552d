using Marketplace.StripeSandbox.Billing.Customers;
using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Invoices;

/// <summary>The invoice that would be: of a change now, of the next renewal, or of a new subscription. Nothing is stored.</summary>
internal static class InvoicePreview
{
    public static Invoice Create(Scope scope, InvoicePreviewParameters parameters)
    {
        if (parameters.PreviewMode is "recurring" || parameters.SubscriptionDetails?.CancelNow == true)
        {
            throw StripeError.Unsupported(parameters.PreviewMode is "recurring" ? "preview_mode=recurring" : "subscription_details[cancel_now]");
        }

        var details = parameters.SubscriptionDetails ?? new PreviewSubscriptionParameters();
        if (parameters.Subscription is null)
        {
            return New(scope, CustomerActions.RequireParameter(scope, parameters.Customer), details);
        }

        var subscription = scope.RequireParameter<Subscription>(parameters.Subscription, "subscription", "subscription");
        if (parameters.Customer is { } given && given != subscription.Customer)
        {
            throw StripeError.Invalid($"The subscription {subscription.Id} does not belong to the customer {given}.", "subscription");
        }

        var customer = scope.Find<Customer>(subscription.Customer)!;
        return Of(scope, customer, subscription, details);
    }

    private static Invoice Of(Scope scope, Customer customer, Subscription subscription, PreviewSubscriptionParameters details)
    {
        var behavior = details.ProrationBehavior ?? "create_prorations";
        var change = details.Items is { } items
            ? SubscriptionChange.Of(scope, subscription, SubscriptionItems.Changed(scope, subscription, items), behavior, details.ProrationDate)
            : null;
        if (change is not null && (change.StartsPeriod || behavior == "always_invoice"))
        {
            return Compose(scope, SubscriptionUpdates.ChangeInvoice(scope, customer, subscription, change), details);
        }

        var after = change is null ? subscription : subscription.WithItems(change.Items);
        var ends = subscription.EndedAt is not null || (details.CancelAtPeriodEnd ?? subscription.CancelAt <= subscription.PeriodEnd()) == true;
        var renewal = SubscriptionRenewal.Contents(scope, customer, after, SubscriptionRenewal.Advanced(after));
        IReadOnlyList<InvoiceItem> waiting = [.. renewal.Items, .. change?.Prorations ?? []];
        if (ends && waiting.Count == 0)
        {
            throw StripeError.Invalid($"No upcoming invoices for customer: {customer.Id}", code: "invoice_upcoming_none");
        }

        return Compose(scope, renewal with { Items = waiting, Lines = ends ? [] : renewal.Lines, Reason = "upcoming" }, details);
    }

    private static Invoice New(Scope scope, Customer customer, PreviewSubscriptionParameters details)
    {
        var trialEnd = SubscriptionCreation.TrialEnd(scope, details.TrialEnd, null);
        var id = DocumentId.New("sub_");
        var items = SubscriptionItems.New(scope, id, details.Items, scope.Created, trialEnd, trialEnd ?? scope.Created);
        return Compose(
            scope,
            new InvoiceContents(customer, items[0].Price.Currency, "upcoming")
            {
                Items = InvoiceDrafts.Pending(scope, customer.Id, null, items[0].Price.Currency),
                Lines = [.. items.Select(i => InvoiceLine.Of(scope, i, Metadata.Empty, i.CurrentPeriodStart, i.CurrentPeriodEnd, trialEnd is not null) with { Subscription = null })],
            },
            details);
    }

    private static Invoice Compose(Scope scope, InvoiceContents contents, PreviewSubscriptionParameters details)
    {
        var preview = InvoiceDrafts.Compose(scope, contents, DocumentId.New("upcoming_in_"));
        var ending = BalanceApplication.Of(preview.Total, contents.Customer.Balance, preview.Currency).EndingBalance;
        return preview with
        {
            EndingBalance = ending,
            Parent = preview.Parent is { SubscriptionDetails: { } source } parent
                ? parent with { SubscriptionDetails = source with { SubscriptionProrationDate = details.Items is null ? null : details.ProrationDate ?? scope.Created } }
                : null,
        };
    }
}
