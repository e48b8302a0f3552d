using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Disputes;

internal static class DisputeEndpoints
{
    public static void MapDisputes(this StripeRoutes routes)
    {
        routes.Get<DisputeListParameters>("/v1/disputes", (call, p) => call.List(
            call.Scope.Newest<Dispute>().Where(d => (p.Charge is null || d.Charge == p.Charge) && (p.PaymentIntent is null || d.PaymentIntent == p.PaymentIntent)),
            p));
        routes.Get("/v1/disputes/{id}", call => call.Scope.Require<Dispute>(call.Id, "dispute"));
        routes.Post<DisputeUpdateParameters>("/v1/disputes/{id}", (call, p) => DisputeEvidence.Update(call.Scope, call.Id, p));
        routes.Post<NoParameters>("/v1/disputes/{id}/close", (call, _) => DisputeActions.Accept(call.Scope, call.Id));
        routes.Get<DisputeListParameters>("/v1/radar/early_fraud_warnings", (call, p) => call.List(
            call.Scope.Newest<EarlyFraudWarning>().Where(w => (p.Charge is null || w.Charge == p.Charge) && (p.PaymentIntent is null || w.PaymentIntent == p.PaymentIntent)),
            p));
        routes.Get("/v1/radar/early_fraud_warnings/{id}", call => call.Scope.Require<EarlyFraudWarning>(call.Id, "early fraud warning"));
    }
}
