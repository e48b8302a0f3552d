using Marketplace.StripeSandbox.Billing.Customers;
using Marketplace.StripeSandbox.Billing.Invoices;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Subscriptions;

internal static class SubscriptionRenewal
{
    /// <summary>Starts the next period; its invoice stays a draft for an hour, as Stripe's does.</summary>
    public static void Renew(Scope scope, Subscription subscription)
    {
        var customer = scope.Find<Customer>(subscription.Customer)!;
        var renewed = Advanced(subscription);
        var unpaid = subscription.Status == "unpaid";
        var draft = InvoiceDrafts.Create(scope, Contents(scope, customer, subscription, renewed) with
        {
            AutoAdvance = !unpaid,
            FinalizesAt = unpaid ? null : (scope.Now + scope.Billing.DraftTime).ToUnixTimeSeconds(),
        });
        renewed = scope.Put(renewed with
        {
            LatestInvoice = draft.Id,
            Status = subscription.Status == "trialing" ? "active" : subscription.Status,
        });
        scope.Emit("customer.subscription.updated", renewed, subscription);
    }

    public static Subscription Advanced(Subscription subscription) => subscription.WithItems(
        [.. subscription.Items.Data.Select(i => i with
        {
            CurrentPeriodStart = i.CurrentPeriodEnd,
            CurrentPeriodEnd = BillingPeriod.EndAfter(subscription.BillingCycleAnchor, i.Price.Recurring!, i.CurrentPeriodEnd),
        })]);

    public static InvoiceContents Contents(Scope scope, Customer customer, Subscription before, Subscription renewed) =>
        new(customer, renewed.Currency, "subscription_cycle")
        {
            Items = InvoiceDrafts.Pending(scope, customer.Id, renewed.Id, renewed.Currency),
            Lines = [.. renewed.Items.Data.Select(i => InvoiceLine.Of(scope, i, renewed.Metadata, i.CurrentPeriodStart, i.CurrentPeriodEnd, trial: false))],
            Period = new LinePeriod(before.PeriodEnd(), before.PeriodStart()),
            Subscription = renewed,
        };
}
