using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Payouts;

internal static class PayoutEndpoints
{
    public static void MapPayouts(this StripeRoutes routes)
    {
        routes.Post<PayoutCreateParameters>("/v1/payouts", (call, p) => PayoutActions.Create(call.Scope, p));
        routes.Get<PayoutListParameters>("/v1/payouts", (call, p) => call.List(
            call.Scope.Newest<Payout>().Where(o => (p.Destination is null || o.Destination == p.Destination)
                && (p.Status is null || o.Status == p.Status)
                && p.ArrivalDate?.Contains(o.ArrivalDate) != false),
            p));
        routes.Get("/v1/payouts/{id}", call => call.Scope.Require<Payout>(call.Id, "payout"));
    }
}
