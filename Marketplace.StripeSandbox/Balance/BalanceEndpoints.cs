using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Accounts;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Balance;

internal static class BalanceEndpoints
{
    public static void MapBalance(this StripeRoutes routes)
    {
        routes.Get("/v1/balance", call => Read(call.Scope));
        routes.Get<BalanceTransactionListParameters>("/v1/balance_transactions", (call, p) => call.List(Matching(call.Scope, p), p));
        routes.Get("/v1/balance_transactions/{id}", call => Current(call.Scope, call.Scope.Require<BalanceTransaction>(call.Id, "balance transaction")));
    }

    private static JsonObject Read(Scope scope)
    {
        var currency = scope.Owner is { } account ? scope.Find<Account>(account)!.DefaultCurrency : "usd";
        var amounts = Balances.Of(BalanceBook.Of(scope, scope.Owner), currency, scope.Created);
        JsonArray Part(Func<BalanceAmount, long> of) => [.. amounts.Select(a => new JsonObject
        {
            ["amount"] = of(a),
            ["currency"] = a.Currency,
            ["source_types"] = new JsonObject { ["card"] = of(a) },
        })];

        return new JsonObject
        {
            ["object"] = "balance",
            ["available"] = Part(a => a.Available),
            ["livemode"] = false,
            ["pending"] = Part(a => a.Pending),
        };
    }

    private static IEnumerable<BalanceTransaction> Matching(Scope scope, BalanceTransactionListParameters p) =>
        scope.Newest<BalanceTransaction>()
            .Where(t => (p.Currency is null || t.Currency == p.Currency)
                && (p.Payout is null || t.Payout == p.Payout)
                && (p.Source is null || t.Source == p.Source)
                && (p.Type is null || t.Type == p.Type))
            .Select(t => Current(scope, t));

    /// <summary>The status as of now, even when the tick that writes it down has not run yet.</summary>
    private static BalanceTransaction Current(Scope scope, BalanceTransaction transaction) =>
        transaction with { Status = transaction.AvailableOn <= scope.Created ? "available" : "pending" };
}
