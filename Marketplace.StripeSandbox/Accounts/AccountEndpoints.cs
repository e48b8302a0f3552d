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
        routes.Post<AccountRejectParameters>("/v1/accounts/{id}/reject", (call, p) => AccountStates.Reject(call.Scope, call.Id, p));
        routes.Get<ListParameters>("/v1/accounts/{id}/capabilities", (call, p) =>
        {
            var account = AccountActions.Require(call.Scope, call.Id);
            return call.List(account.Capabilities.Keys.Select(name => Capability.Of(account, name)), p);
        });
        routes.Get("/v1/accounts/{accountId}/capabilities/{id}", call => Capability.Require(AccountActions.Require(call.Scope, call.Route("accountId")), call.Id));
        routes.Get<ExternalAccountListParameters>(
            "/v1/accounts/{id}/external_accounts",
            (call, p) => call.List(AccountActions.Require(call.Scope, call.Id).ExternalAccounts.Data, p));
        routes.Post<NoParameters>("/v1/accounts/{id}/login_links", (call, _) => AccountLinks.CreateLogin(call.Scope, call.Id));
        routes.Post<AccountLinkParameters>("/v1/account_links", (call, p) => AccountLinks.Create(call.Scope, p));
    }
}
