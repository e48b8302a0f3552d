using Marketplace.Contracts.Accounts;

namespace Marketplace.Web.Accounts;

/// <summary>The signed-in person as the marketplace knows them, asked once per request.</summary>
internal sealed class CurrentPerson(AccountsClient accounts, IHttpContextAccessor accessor)
{
    private Task<MeView>? me;

    public bool SignedIn => accessor.HttpContext?.User.Identity?.IsAuthenticated == true;

    public async Task<MeView?> GetAsync() =>
        SignedIn ? await (me ??= accounts.GetMeAsync(accessor.HttpContext?.RequestAborted ?? CancellationToken.None)) : null;

    /// <summary>After a change of the own profile.</summary>
    public void Set(MeView changed) => me = Task.FromResult(changed);
}
