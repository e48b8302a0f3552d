using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Overview;

namespace Marketplace.StripeSandbox.Accounts;

internal static class AccountControls
{
    public static void MapAccountControls(this SandboxControls controls) =>
        controls.Post<AccountStateChange>("/_sandbox/accounts/{id}/state", "accounts", (call, change) => AccountStates.Change(
            call.Scope,
            call.Scope.Find<Account>(call.Id) ?? throw StripeError.NotFound("account", call.Id),
            change));
}
