using Marketplace.Contracts.Subscriptions;
using Microsoft.Extensions.Caching.Memory;

namespace Marketplace.Web.Subscriptions;

/// <summary>The plans, which are the same for everybody and change with a release.</summary>
internal sealed class PlanList(IMemoryCache cache)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<PlanView>> GetAsync(PlansClient plans, CancellationToken cancellationToken)
    {
        if (cache.TryGetValue(nameof(PlanList), out IReadOnlyList<PlanView>? known) && known is not null)
        {
            return known;
        }

        IReadOnlyList<PlanView> list = [.. (await plans.ListAsync(cancellationToken)).OrderBy(plan => PlanWords.Rank(plan.Name))];
        cache.Set(nameof(PlanList), list, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Fresh });
        return list;
    }
}
