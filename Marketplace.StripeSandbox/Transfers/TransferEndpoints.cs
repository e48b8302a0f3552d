using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Transfers;

internal static class TransferEndpoints
{
    public static void MapTransfers(this StripeRoutes routes)
    {
        routes.Post<TransferCreateParameters>("/v1/transfers", (call, p) => TransferActions.Create(call.Scope, p));
        routes.Get<TransferListParameters>("/v1/transfers", (call, p) => call.List(
            call.Scope.Newest<Transfer>().Where(t => (p.Destination is null || t.Destination == p.Destination) && (p.TransferGroup is null || t.TransferGroup == p.TransferGroup)),
            p));
        routes.Get("/v1/transfers/{id}", call => call.Scope.Require<Transfer>(call.Id, "transfer"));
        routes.Post<TransferUpdateParameters>("/v1/transfers/{id}", (call, p) => TransferActions.Update(call.Scope, call.Id, p));
        routes.Post<ReversalCreateParameters>("/v1/transfers/{id}/reversals", (call, p) => TransferReversals.Create(call.Scope, call.Id, p));
        routes.Get<ListParameters>("/v1/transfers/{id}/reversals", (call, p) => call.List(call.Scope.Require<Transfer>(call.Id, "transfer").Reversals.Data, p));
        routes.Get("/v1/transfers/{transferId}/reversals/{id}", call => TransferReversals.Require(call.Scope, call.Route("transferId"), call.Id));
    }
}
