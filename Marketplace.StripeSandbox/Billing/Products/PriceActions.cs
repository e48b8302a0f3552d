using System.Globalization;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Products;

internal static class PriceActions
{
    public static Price Create(Scope scope, PriceCreateParameters parameters)
    {
        var unsupported = parameters.BillingScheme is "tiered" ? "billing_scheme=tiered"
            : parameters.Recurring?.UsageType is "metered" ? "recurring[usage_type]=metered"
            : null;
        if (unsupported is not null)
        {
            throw StripeError.Unsupported(unsupported);
        }

        var amount = parameters.UnitAmount is >= 0 and { } given
            ? given
            : throw StripeError.Invalid("Missing required param: unit_amount.", "unit_amount", "parameter_missing");
        var price = New(scope, ProductOf(scope, parameters), Amounts.RequireCurrency(parameters.Currency, "currency"), amount) with
        {
            Active = parameters.Active ?? true,
            LookupKey = TakeLookupKey(scope, parameters.LookupKey, parameters.TransferLookupKey, null),
            Metadata = Metadata.Merge(null, parameters.Metadata),
            Nickname = parameters.Nickname,
            Recurring = Recurring(parameters.Recurring),
            TaxBehavior = parameters.TaxBehavior ?? "unspecified",
            Type = parameters.Recurring is null ? "one_time" : "recurring",
        };
        scope.Put(price);
        scope.Emit("price.created", price);
        return price;
    }

    public static Price Update(Scope scope, string id, PriceUpdateParameters parameters)
    {
        var price = scope.Require<Price>(id, "price");
        var updated = scope.Put(price with
        {
            Active = parameters.Active ?? price.Active,
            LookupKey = TakeLookupKey(scope, parameters.LookupKey, parameters.TransferLookupKey, id) ?? price.LookupKey,
            Metadata = Metadata.Merge(price.Metadata, parameters.Metadata),
            Nickname = parameters.Nickname ?? price.Nickname,
            TaxBehavior = parameters.TaxBehavior ?? price.TaxBehavior,
        });
        scope.Emit("price.updated", updated, price);
        return updated;
    }

    public static IEnumerable<Price> Matching(Scope scope, PriceListParameters p) => scope.Newest<Price>().Where(price =>
        (p.Active is null || price.Active == p.Active)
        && (p.Currency is null || price.Currency == p.Currency)
        && (p.LookupKeys is null || (price.LookupKey is not null && p.LookupKeys.Contains(price.LookupKey)))
        && (p.Product is null || price.Product == p.Product)
        && (p.Recurring?.Interval is null || price.Recurring?.Interval == p.Recurring.Interval)
        && (p.Recurring?.UsageType is null || price.Recurring?.UsageType == p.Recurring.UsageType)
        && (p.Type is null || price.Type == p.Type));

    public static Price New(Scope scope, string product, string currency, long unitAmount) => new()
    {
        Id = DocumentId.New("price_"),
        Owner = scope.Owner,
        Created = scope.Created,
        Currency = currency,
        Product = product,
        UnitAmount = unitAmount,
        UnitAmountDecimal = unitAmount.ToString(CultureInfo.InvariantCulture),
    };

    public static PriceRecurring? Recurring(RecurringParameters? given)
    {
        if (given is null)
        {
            return null;
        }

        var count = given.IntervalCount ?? 1;
        var longest = given.Interval switch { "day" => 1095, "week" => 156, "month" => 36, _ => 3 };
        return count >= 1 && count <= longest
            ? new PriceRecurring(given.Interval, count)
            : throw StripeError.Invalid("The maximum interval is three years.", "recurring[interval_count]");
    }

    private static string ProductOf(Scope scope, PriceCreateParameters parameters)
    {
        switch (parameters)
        {
            case { Product: { } id, ProductData: null }:
                return scope.RequireParameter<Product>(id, "product", "product").Id;
            case { Product: null, ProductData: { } data }:
                var product = scope.Put(ProductActions.New(scope, data.Name, data.Id) with
                {
                    Active = data.Active ?? true,
                    Metadata = Metadata.Merge(null, data.Metadata),
                    StatementDescriptor = data.StatementDescriptor,
                    UnitLabel = data.UnitLabel,
                });
                scope.Emit("product.created", product);
                return product.Id;
            default:
                throw StripeError.Invalid("You must specify either `product` or `product_data` when creating a price.", "product", "parameter_missing");
        }
    }

    /// <summary>A lookup key names one price; it moves to another only when told.</summary>
    private static string? TakeLookupKey(Scope scope, string? key, bool transfer, string? taker)
    {
        if (key is null || scope.Newest<Price>().FirstOrDefault(p => p.LookupKey == key && p.Id != taker) is not { } holder)
        {
            return key;
        }

        if (!transfer)
        {
            throw StripeError.Invalid($"A price (`{holder.Id}`) already uses that lookup key.", "lookup_key");
        }

        var without = scope.Put(holder with { LookupKey = null });
        scope.Emit("price.updated", without, holder);
        return key;
    }
}
