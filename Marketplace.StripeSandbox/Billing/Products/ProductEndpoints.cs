using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Billing.Products;

internal static class ProductEndpoints
{
    public static void MapProducts(this StripeRoutes routes)
    {
        routes.Post<ProductCreateParameters>("/v1/products", (call, p) => ProductActions.Create(call.Scope, p));
        routes.Get<ProductListParameters>("/v1/products", (call, p) => call.List(
            call.Scope.Newest<Product>().Where(o => (p.Active is null || o.Active == p.Active)
                && (p.Ids is null || p.Ids.Contains(o.Id))
                && (p.Type is null || o.Type == p.Type)
                && (p.Url is null || o.Url == p.Url)),
            p));
        routes.Get("/v1/products/{id}", call => call.Scope.Require<Product>(call.Id, "product"));
        routes.Post<ProductUpdateParameters>("/v1/products/{id}", (call, p) => ProductActions.Update(call.Scope, call.Id, p));
        routes.Post<PriceCreateParameters>("/v1/prices", (call, p) => PriceActions.Create(call.Scope, p));
        routes.Get<PriceListParameters>("/v1/prices", (call, p) => call.List(PriceActions.Matching(call.Scope, p), p));
        routes.Get("/v1/prices/{id}", call => call.Scope.Require<Price>(call.Id, "price"));
        routes.Post<PriceUpdateParameters>("/v1/prices/{id}", (call, p) => PriceActions.Update(call.Scope, call.Id, p));
    }
}
