using System.Globalization;
using Marketplace.StripeSandbox.Billing.Invoices;
using Marketplace.StripeSandbox.Billing.Products;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Subscriptions;

/// <summary>
/// What a change of a subscription's items means: the items after it, and the credits and charges for what is left of the
/// period. Computed without writing anything, so that a preview and the change itself cannot differ.
/// </summary>
internal sealed record SubscriptionChange(
    IReadOnlyList<SubscriptionItem> Items,
    IReadOnlyList<InvoiceItem> Prorations,
    long? NewAnchor)
{
    /// <summary>Another billing interval starts a new period at once and charges it in full.</summary>
    public bool StartsPeriod => NewAnchor is not null;

    public static SubscriptionChange Of(Scope scope, Subscription subscription, IReadOnlyList<SubscriptionItem> after, string behavior, long? prorationDate)
    {
        var moment = RequireDate(scope, subscription, prorationDate);
        var recurring = after[0].Price.Recurring!;
        var anchor = recurring == subscription.Recurring() || subscription.Status == "trialing" ? (long?)null : moment;
        var prorations = behavior == "none" || subscription.Status == "trialing"
            ? []
            : Lines(scope, subscription, after, moment, chargeRest: anchor is null);
        var items = anchor is null
            ? after
            : [.. after.Select(i => i with { CurrentPeriodStart = moment, CurrentPeriodEnd = BillingPeriod.After(moment, recurring) })];
        return new SubscriptionChange(items, prorations, anchor);
    }

    /// <summary>Gives back what is left of the period of every item, as when a subscription ends early.</summary>
    public static IReadOnlyList<InvoiceItem> CreditRest(Scope scope, Subscription subscription, long moment) =>
        [.. subscription.Items.Data.Where(i => i.Amount() > 0).Select(i => Unused(scope, subscription, i, moment))];

    private static List<InvoiceItem> Lines(Scope scope, Subscription subscription, IReadOnlyList<SubscriptionItem> after, long moment, bool chargeRest)
    {
        var lines = new List<InvoiceItem>();
        foreach (var before in subscription.Items.Data)
        {
            var now = after.FirstOrDefault(i => i.Id == before.Id);
            if (chargeRest && now is not null && now.Price.Id == before.Price.Id && now.Quantity == before.Quantity)
            {
                continue;
            }

            lines.Add(Unused(scope, subscription, before, moment));
            if (chargeRest && now is not null)
            {
                lines.Add(Remaining(scope, subscription, now, moment));
            }
        }

        if (chargeRest)
        {
            var known = subscription.Items.Data.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
            lines.AddRange(after.Where(i => !known.Contains(i.Id)).Select(i => Remaining(scope, subscription, i, moment)));
        }

        return lines.FindAll(l => l.Amount != 0);
    }

    private static InvoiceItem Unused(Scope scope, Subscription subscription, SubscriptionItem item, long moment) =>
        Line(scope, subscription, item, moment, -Proration.Of(item.Amount(), item.CurrentPeriodStart, item.CurrentPeriodEnd, moment), "Unused");

    private static InvoiceItem Remaining(Scope scope, Subscription subscription, SubscriptionItem item, long moment) =>
        Line(scope, subscription, item, moment, Proration.Of(item.Amount(), item.CurrentPeriodStart, item.CurrentPeriodEnd, moment), "Remaining");

    private static InvoiceItem Line(Scope scope, Subscription subscription, SubscriptionItem item, long moment, long amount, string what)
    {
        var product = scope.Find<Product>(item.Price.Product)!.Name;
        var quantity = item.Quantity == 1 ? "" : $"{item.Quantity} × ";
        var date = DateTimeOffset.FromUnixTimeSeconds(moment).ToString("d MMM yyyy", CultureInfo.InvariantCulture);
        return new InvoiceItem
        {
            Id = DocumentId.New("ii_"),
            Owner = subscription.Owner,
            Created = scope.Created,
            Amount = amount,
            Currency = subscription.Currency,
            Customer = subscription.Customer,
            Date = scope.Created,
            Description = $"{what} time on {quantity}{product} after {date}",
            Discountable = false,
            Parent = new InvoiceItemParent(new InvoiceItemSubscription(subscription.Id, item.Id)),
            Period = new LinePeriod(item.CurrentPeriodEnd, moment),
            Pricing = LinePricing.Of(item.Price),
            Proration = true,
            Quantity = item.Quantity,
        };
    }

    private static long RequireDate(Scope scope, Subscription subscription, long? given)
    {
        var moment = given ?? scope.Created;
        return moment >= subscription.PeriodStart() && moment <= subscription.PeriodEnd()
            ? moment
            : throw StripeError.Invalid("Invalid `proration_date`: it must be within the current billing period.", "proration_date");
    }
}
