using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Products;

internal static class ProductActions
{
    public static Product Create(Scope scope, ProductCreateParameters parameters)
    {
        if (parameters.Type is not (null or "service"))
        {
            throw StripeError.Unsupported($"The product type {parameters.Type}");
        }

        var product = New(scope, parameters.Name!, parameters.Id) with
        {
            Active = parameters.Active ?? true,
            Description = parameters.Description,
            Images = parameters.Images ?? [],
            MarketingFeatures = parameters.MarketingFeatures ?? [],
            Metadata = Metadata.Merge(null, parameters.Metadata),
            StatementDescriptor = parameters.StatementDescriptor,
            UnitLabel = parameters.UnitLabel,
            Url = parameters.Url,
        };
        scope.Put(product);
        if (parameters.DefaultPriceData is { } data)
        {
            var price = PriceActions.Create(scope, new PriceCreateParameters
            {
                Currency = data.Currency,
                Metadata = data.Metadata,
                Product = product.Id,
                Recurring = data.Recurring,
                TaxBehavior = data.TaxBehavior,
                UnitAmount = data.UnitAmount,
            });
            product = scope.Put(product with { DefaultPrice = price.Id });
        }

        scope.Emit("product.created", product);
        return product;
    }

    public static Product Update(Scope scope, string id, ProductUpdateParameters parameters)
    {
        var product = scope.Require<Product>(id, "product");
        if (parameters.DefaultPrice is { } price && scope.RequireParameter<Price>(price, "price", "default_price").Product != id)
        {
            throw StripeError.Invalid($"The price {price} does not belong to the product {id}.", "default_price");
        }

        var updated = scope.Put(product with
        {
            Active = parameters.Active ?? product.Active,
            DefaultPrice = parameters.DefaultPrice ?? product.DefaultPrice,
            Description = parameters.Description ?? product.Description,
            Images = parameters.Images ?? product.Images,
            MarketingFeatures = parameters.MarketingFeatures ?? product.MarketingFeatures,
            Metadata = Metadata.Merge(product.Metadata, parameters.Metadata),
            Name = parameters.Name ?? product.Name,
            StatementDescriptor = parameters.StatementDescriptor ?? product.StatementDescriptor,
            UnitLabel = parameters.UnitLabel ?? product.UnitLabel,
            Updated = scope.Created,
            Url = parameters.Url ?? product.Url,
        });
        scope.Emit("product.updated", updated, product);
        return updated;
    }

    public static Product New(Scope scope, string name, string? id)
    {
        if (id is not null && scope.Find<Document>(id) is not null)
        {
            throw StripeError.Invalid($"Product already exists with ID: {id}.", "id", "resource_already_exists");
        }

        return new Product
        {
            Id = id ?? DocumentId.New("prod_", 14),
            Owner = scope.Owner,
            Created = scope.Created,
            Active = true,
            Name = name,
            Updated = scope.Created,
        };
    }
}
