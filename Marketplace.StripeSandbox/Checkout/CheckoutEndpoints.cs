using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Checkout;

internal static class CheckoutEndpoints
{
    public static void MapCheckout(this StripeRoutes routes)
    {
        routes.Post<CheckoutCreateParameters>("/v1/checkout/sessions", (call, p) => CheckoutActions.Create(call.Scope, p));
        routes.Get<CheckoutListParameters>("/v1/checkout/sessions", (call, p) => call.List(
            call.Scope.Newest<CheckoutSession>().Where(s => (p.PaymentIntent is null || s.PaymentIntent == p.PaymentIntent) && (p.Status is null || s.Status == p.Status)
                && (p.Customer is null || s.Customer == p.Customer) && (p.Subscription is null || s.Subscription == p.Subscription)),
            p));
        routes.Get("/v1/checkout/sessions/{id}", call => call.Scope.Require<CheckoutSession>(call.Id, "checkout.session"));
        routes.Post<CheckoutUpdateParameters>("/v1/checkout/sessions/{id}", (call, p) => CheckoutActions.Update(call.Scope, call.Id, p));
        routes.Post<NoParameters>("/v1/checkout/sessions/{id}/expire", (call, _) => CheckoutActions.ExpireByApi(call.Scope, call.Id));
        routes.Get<ListParameters>(
            "/v1/checkout/sessions/{id}/line_items",
            (call, p) => call.List(call.Scope.Require<CheckoutSession>(call.Id, "checkout.session").LineItems, p));
    }
}
