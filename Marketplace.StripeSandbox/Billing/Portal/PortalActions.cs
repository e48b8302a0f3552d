using Marketplace.StripeSandbox.Billing.Customers;
using Marketplace.StripeSandbox.Billing.Products;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Portal;

internal static class PortalActions
{
    private static readonly TimeSpan SessionLife = TimeSpan.FromHours(1);

    public static PortalConfiguration Create(Scope scope, PortalConfigurationParameters parameters)
    {
        var configuration = scope.Put(New(scope, Features(scope, new PortalFeatures(), parameters.Features)) with
        {
            BusinessProfile = parameters.BusinessProfile ?? new PortalProfile(null, null, null),
            DefaultReturnUrl = parameters.DefaultReturnUrl is { } url ? WebAddress.Require(url, "default_return_url") : null,
            Metadata = Metadata.Merge(null, parameters.Metadata),
            Name = parameters.Name,
        });
        scope.Emit("billing_portal.configuration.created", configuration);
        return configuration;
    }

    public static PortalConfiguration Update(Scope scope, string id, PortalConfigurationParameters parameters)
    {
        var configuration = scope.Require<PortalConfiguration>(id, "configuration");
        var updated = scope.Put(configuration with
        {
            Active = parameters.Active ?? configuration.Active,
            BusinessProfile = parameters.BusinessProfile ?? configuration.BusinessProfile,
            DefaultReturnUrl = parameters.DefaultReturnUrl is { } url ? WebAddress.Require(url, "default_return_url") : configuration.DefaultReturnUrl,
            Features = Features(scope, configuration.Features, parameters.Features),
            Metadata = Metadata.Merge(configuration.Metadata, parameters.Metadata),
            Name = parameters.Name ?? configuration.Name,
            Updated = scope.Created,
        });
        scope.Emit("billing_portal.configuration.updated", updated, configuration);
        return updated;
    }

    public static PortalSession Open(Scope scope, PortalSessionParameters parameters)
    {
        var customer = CustomerActions.RequireParameter(scope, parameters.Customer);
        var configuration = parameters.Configuration is { } id
            ? scope.RequireParameter<PortalConfiguration>(id, "configuration", "configuration")
            : Default(scope);
        if (!configuration.Active)
        {
            throw StripeError.Invalid($"The configuration {configuration.Id} is not active.", "configuration");
        }

        var key = DocumentId.New("", 40);
        var session = scope.Put(new PortalSession
        {
            Id = DocumentId.New("bps_"),
            Owner = scope.Owner,
            Created = scope.Created,
            Configuration = configuration.Id,
            Customer = customer.Id,
            Locale = parameters.Locale,
            PageKey = key,
            ReturnUrl = parameters.ReturnUrl is { } url ? WebAddress.Require(url, "return_url") : configuration.DefaultReturnUrl,
            Url = $"{scope.BaseUrl}/p/session/{key}",
            UsableUntil = scope.Now + SessionLife,
        });
        scope.Emit("billing_portal.session.created", session);
        return session;
    }

    /// <summary>Stripe's is saved once in its dashboard; the sandbox has none and makes it when first needed.</summary>
    private static PortalConfiguration Default(Scope scope) =>
        scope.Newest<PortalConfiguration>().FirstOrDefault(c => c.IsDefault)
        ?? scope.Put(New(scope, new PortalFeatures
        {
            InvoiceHistory = new PortalSwitch(true),
            PaymentMethodUpdate = new PortalSwitch(true),
            SubscriptionCancel = new PortalCancel(true, "at_period_end", "none"),
        }) with
        {
            IsDefault = true,
        });

    private static PortalConfiguration New(Scope scope, PortalFeatures features) => new()
    {
        Id = DocumentId.New("bpc_"),
        Owner = scope.Owner,
        Created = scope.Created,
        Features = features,
        Updated = scope.Created,
    };

    private static PortalFeatures Features(Scope scope, PortalFeatures current, PortalFeaturesParameters? given) => given is null ? current : current with
    {
        InvoiceHistory = given.InvoiceHistory ?? current.InvoiceHistory,
        PaymentMethodUpdate = given.PaymentMethodUpdate ?? current.PaymentMethodUpdate,
        SubscriptionCancel = given.SubscriptionCancel is { } cancel
            ? new PortalCancel(cancel.Enabled, cancel.Mode ?? "at_period_end", cancel.ProrationBehavior ?? "none")
            : current.SubscriptionCancel,
        SubscriptionUpdate = given.SubscriptionUpdate is { } update ? Update(scope, update) : current.SubscriptionUpdate,
    };

    private static PortalUpdate Update(Scope scope, PortalUpdateParameters given)
    {
        if (given.DefaultAllowedUpdates?.Any(u => u != "price") == true)
        {
            throw StripeError.Unsupported("Updates on the portal other than of the price");
        }

        var products = given.Products ?? [];
        foreach (var product in products)
        {
            scope.RequireParameter<Product>(product.Product, "product", "features[subscription_update][products]");
            foreach (var price in product.Prices)
            {
                scope.RequireParameter<Price>(price, "price", "features[subscription_update][products]");
            }
        }

        return new PortalUpdate(
            given.Enabled,
            given.DefaultAllowedUpdates ?? [],
            [.. products.Select(p => new PortalProduct(p.Prices, p.Product))],
            given.ProrationBehavior ?? "none")
        {
            ScheduleAtPeriodEnd = given.ScheduleAtPeriodEnd ?? new PortalScheduling([]),
        };
    }
}
