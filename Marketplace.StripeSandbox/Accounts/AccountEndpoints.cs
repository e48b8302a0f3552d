using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Accounts;

internal static class AccountEndpoints
{
    public static void MapAccounts(this StripeRoutes routes)
    {
        routes.Post<AccountCreateParameters>("/v1/accounts", (call, p) => AccountActions.Create(call.Scope, p));
        routes.Get<AccountListParameters>("/v1/accounts", (call, p) => call.List(call.Scope.Newest<Account>(), p));
        routes.Get("/v1/accounts/{id}", call => AccountActions.Require(call.Scope, call.Id));
        routes.Post<AccountUpdateParameters>("/v1/accounts/{id}", (call, p) => AccountActions.Update(call.Scope, call.Id, p));
        routes.Get<ExternalAccountListParameters>(
            "/v1/accounts/{id}/external_accounts",
            (call, p) => call.List(AccountActions.Require(call.Scope, call.Id).ExternalAccounts.Data, p));
        routes.Post<NoParameters>("/v1/accounts/{id}/login_links", (call, _) => AccountLinks.CreateLogin(call.Scope, call.Id));
        routes.Post<AccountLinkParameters>("/v1/account_links", (call, p) => AccountLinks.Create(call.Scope, p));
    }
}
