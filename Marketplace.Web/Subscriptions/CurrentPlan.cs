using Marketplace.Contracts.Subscriptions;
using Marketplace.Web.Accounts;
using Microsoft.Extensions.Caching.Memory;

namespace Marketplace.Web.Subscriptions;

/// <summary>
/// The plan of the signed-in person for the header and the banner, remembered for a minute so that a page costs no call. Pages about the plan itself
/// ask anew, and what they learn is shown by all.
/// </summary>
internal sealed class CurrentPlan(SubscriptionClient subscriptions, CurrentPerson person, IMemoryCache cache, IHttpContextAccessor accessor)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private Task<SubscriptionView>? loading;

    public event Action<SubscriptionView>? Changed;

    private (string, string?) Key => (nameof(CurrentPlan), accessor.HttpContext?.User.FindFirst("sub")?.Value);

    /// <summary>At most a minute old; null for somebody who is not signed in.</summary>
    public async Task<SubscriptionView?> GetAsync() =>
        !person.SignedIn ? null
        : loading is null && cache.TryGetValue(Key, out SubscriptionView? known) && known is not null ? known
        : await LoadAsync();

    /// <summary>As the Api knows it now, asked once per request.</summary>
    public Task<SubscriptionView> LoadAsync() => loading ??= AskAsync();

    /// <summary>After a change.</summary>
    public void Set(SubscriptionView view)
    {
        loading = Task.FromResult(view);
        Remember(view);
    }

    private async Task<SubscriptionView> AskAsync()
    {
        var view = await subscriptions.GetAsync(accessor.HttpContext?.RequestAborted ?? CancellationToken.None);
        Remember(view);
        return view;
    }

    private void Remember(SubscriptionView view)
    {
        cache.Set(Key, view, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Fresh });
        Changed?.Invoke(view);
    }
}
