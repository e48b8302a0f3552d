using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Payments;

namespace Marketplace.StripeSandbox.Billing.Customers;

internal static class CustomerEndpoints
{
    public static void MapCustomers(this StripeRoutes routes)
    {
        routes.Post<CustomerParameters>("/v1/customers", (call, p) => CustomerActions.Create(call.Scope, p));
        routes.Get<CustomerListParameters>("/v1/customers", (call, p) => call.List(
            call.Scope.Newest<Customer>().Where(c => !c.IsDeleted && (p.Email is null || c.Email == p.Email)), p));
        routes.Get("/v1/customers/{id}", call => CustomerActions.Read(call.Scope, call.Id));
        routes.Post<CustomerParameters>("/v1/customers/{id}", (call, p) => CustomerActions.Update(call.Scope, call.Id, p));
        routes.Delete("/v1/customers/{id}", call => CustomerActions.Delete(call.Scope, call.Id));
        routes.Get<PaymentMethodListParameters>("/v1/customers/{id}/payment_methods", (call, p) => call.List(
            Matching(PaymentMethodActions.Of(call.Scope, CustomerActions.Require(call.Scope, call.Id)), p), p));
        routes.Post<PaymentMethodCreateParameters>("/v1/payment_methods", (call, p) => PaymentMethodActions.Create(call.Scope, p));
        routes.Get<PaymentMethodListParameters>("/v1/payment_methods", (call, p) => call.List(
            Matching(p.Customer is { } id ? PaymentMethodActions.Of(call.Scope, CustomerActions.RequireParameter(call.Scope, id)) : [], p), p));
        routes.Post<PaymentMethodUpdateParameters>("/v1/payment_methods/{id}", (call, p) => PaymentMethodActions.Update(call.Scope, call.Id, p));
        routes.Post<PaymentMethodAttachParameters>("/v1/payment_methods/{id}/attach", (call, p) => PaymentMethodActions.Attach(call.Scope, call.Id, p));
        routes.Post<NoParameters>("/v1/payment_methods/{id}/detach", (call, _) => PaymentMethodActions.Detach(call.Scope, call.Id));
    }

    private static IEnumerable<PaymentMethod> Matching(IEnumerable<PaymentMethod> methods, PaymentMethodListParameters p) =>
        methods.Where(m => (p.Type is null || m.Type == p.Type) && (p.AllowRedisplay is null || m.AllowRedisplay == p.AllowRedisplay));
}
