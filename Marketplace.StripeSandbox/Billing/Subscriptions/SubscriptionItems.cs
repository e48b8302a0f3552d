using Marketplace.StripeSandbox.Billing.Products;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Subscriptions;

/// <summary>Turns the items a request names into the items a subscription then has.</summary>
internal static class SubscriptionItems
{
    private const int Most = 20;

    public static IReadOnlyList<SubscriptionItem> New(Scope scope, string subscription, IReadOnlyList<SubscriptionItemParameters>? given, long start, long? end, long anchor)
    {
        if (given is not { Count: > 0 })
        {
            throw StripeError.Invalid("Missing required param: items.", "items", "parameter_missing");
        }

        var items = given.Select((p, i) => Added(scope, subscription, p, $"items[{i}]") with { CurrentPeriodStart = start }).ToList();
        Check(items);
        return [.. items.Select(i => i with { CurrentPeriodEnd = end ?? BillingPeriod.EndAfter(anchor, i.Price.Recurring!, start) })];
    }

    /// <summary>The items after a change, within the periods of now.</summary>
    public static IReadOnlyList<SubscriptionItem> Changed(Scope scope, Subscription subscription, IReadOnlyList<SubscriptionItemParameters> given)
    {
        var items = subscription.Items.Data.ToList();
        for (var i = 0; i < given.Count; i++)
        {
            var parameters = given[i];
            var path = $"items[{i}]";
            if (parameters.Id is null)
            {
                items.Add(Added(scope, subscription.Id, parameters, path) with { CurrentPeriodStart = subscription.PeriodStart(), CurrentPeriodEnd = subscription.PeriodEnd() });
                continue;
            }

            var index = items.FindIndex(item => item.Id == parameters.Id);
            if (index < 0)
            {
                throw StripeError.Missing("subscription item", parameters.Id, $"{path}[id]");
            }

            if (parameters.Deleted)
            {
                items.RemoveAt(index);
                continue;
            }

            items[index] = items[index] with
            {
                Metadata = Metadata.Merge(items[index].Metadata, parameters.Metadata),
                Price = parameters.Price is { } price ? RequirePrice(scope, price, $"{path}[price]", items[index].Price.Id) : items[index].Price,
                Quantity = RequireQuantity(parameters.Quantity, path) ?? items[index].Quantity,
            };
        }

        Check(items);
        return items;
    }

    public static Price RequirePrice(Scope scope, string id, string parameter, string? current = null)
    {
        var price = scope.RequireParameter<Price>(id, "price", parameter);
        if (price.Recurring is null)
        {
            throw StripeError.Invalid($"The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.", parameter);
        }

        return price.Active || id == current
            ? price
            : throw StripeError.Invalid($"The price specified is inactive. This field only accepts active prices.", parameter);
    }

    private static SubscriptionItem Added(Scope scope, string subscription, SubscriptionItemParameters parameters, string path)
    {
        var id = parameters.Price ?? throw StripeError.Invalid($"Missing required param: {path}[price].", $"{path}[price]", "parameter_missing");
        return new SubscriptionItem
        {
            Id = DocumentId.New("si_", 14),
            Created = scope.Created,
            CurrentPeriodEnd = 0,
            CurrentPeriodStart = 0,
            Metadata = Metadata.Merge(null, parameters.Metadata),
            Price = RequirePrice(scope, id, $"{path}[price]"),
            Quantity = RequireQuantity(parameters.Quantity, path) ?? 1,
            Subscription = subscription,
        };
    }

    private static long? RequireQuantity(long? quantity, string path) =>
        quantity is < 0 ? throw StripeError.Invalid("Invalid non-negative integer", $"{path}[quantity]", "parameter_invalid_integer") : quantity;

    private static void Check(IReadOnlyList<SubscriptionItem> items)
    {
        if (items.Count is 0 or > Most)
        {
            throw StripeError.Invalid(items.Count == 0 ? "A subscription must have at least one active price." : $"A subscription can have at most {Most} items.", "items");
        }

        if (items.DistinctBy(i => i.Price.Id).Count() < items.Count)
        {
            throw StripeError.Invalid("Cannot add multiple subscription items with the same price.", "items");
        }

        if (items.DistinctBy(i => i.Price.Currency).Count() > 1)
        {
            throw StripeError.Invalid("All prices on a subscription must have the same currency.", "items");
        }

        if (items.DistinctBy(i => (i.Price.Recurring!.Interval, i.Price.Recurring.IntervalCount)).Count() > 1)
        {
            throw StripeError.Unsupported("A subscription whose items have different billing intervals");
        }
    }
}
