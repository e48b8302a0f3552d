using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Payments;

internal static class PaymentEndpoints
{
    public static void MapPayments(this StripeRoutes routes)
    {
        routes.Get<PaymentIntentListParameters>("/v1/payment_intents", (call, p) => call.List(
            call.Scope.Newest<PaymentIntent>().Where(i => p.Customer is null || i.Customer == p.Customer), p));
        routes.Post<IntentCreateParameters>("/v1/payment_intents", (call, p) => IntentActions.Create(call.Scope, p));
        routes.Post<IntentConfirmParameters>("/v1/payment_intents/{id}/confirm", (call, p) => IntentActions.Confirm(call.Scope, call.Id, p));
        routes.Post<IntentCancelParameters>("/v1/payment_intents/{id}/cancel", (call, p) => IntentActions.Cancel(call.Scope, call.Id, p));
        routes.Get("/v1/payment_intents/{id}", call => call.Scope.Require<PaymentIntent>(call.Id, "payment_intent"));
        routes.Get<ChargeListParameters>("/v1/charges", (call, p) => call.List(
            call.Scope.Newest<Charge>().Where(c => (p.PaymentIntent is null || c.PaymentIntent == p.PaymentIntent) && (p.TransferGroup is null || c.TransferGroup == p.TransferGroup)
                && (p.Customer is null || c.Customer == p.Customer)),
            p));
        routes.Get("/v1/charges/{id}", call => call.Scope.Require<Charge>(call.Id, "charge"));
        routes.Get("/v1/payment_methods/{id}", call => call.Scope.Find<BankPaymentMethod>(call.Id) is { } bank && bank.Owner == call.Scope.Owner
            ? bank
            : call.Scope.Require<PaymentMethod>(call.Id, "PaymentMethod"));
        routes.Post<RefundCreateParameters>("/v1/refunds", (call, p) => RefundActions.Create(call.Scope, p));
        routes.Get<RefundListParameters>("/v1/refunds", (call, p) => call.List(
            call.Scope.Newest<Refund>().Where(r => (p.Charge is null || r.Charge == p.Charge) && (p.PaymentIntent is null || r.PaymentIntent == p.PaymentIntent)),
            p));
        routes.Get("/v1/refunds/{id}", call => call.Scope.Require<Refund>(call.Id, "refund"));
        routes.Post<RefundUpdateParameters>("/v1/refunds/{id}", (call, p) => RefundActions.Update(call.Scope, call.Id, p));
        routes.Post<NoParameters>("/v1/refunds/{id}/cancel", (call, _) => RefundActions.Cancel(call.Scope, call.Id));
    }
}
