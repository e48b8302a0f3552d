using Marketplace.Contracts.Catalog;
using Microsoft.Extensions.Caching.Memory;

namespace Marketplace.Web.Catalog;

/// <summary>Categories and stack names, which many pages show and which change rarely.</summary>
internal sealed class Vocabulary(IMemoryCache cache)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    public Task<IReadOnlyList<CategoryView>> CategoriesAsync(CatalogClient catalog, CancellationToken cancellationToken) =>
        GetAsync("categories", () => catalog.ListCategoriesAsync(cancellationToken));

    public Task<IReadOnlyList<VocabularyView>> StacksAsync(CatalogClient catalog, CancellationToken cancellationToken) =>
        GetAsync("stacks", () => catalog.ListStacksAsync(null, cancellationToken));

    private async Task<IReadOnlyList<T>> GetAsync<T>(string name, Func<Task<IReadOnlyList<T>>> load)
    {
        var key = (nameof(Vocabulary), name);
        if (cache.TryGetValue(key, out IReadOnlyList<T>? known) && known is not null)
        {
            return known;
        }

        var list = await load();
        cache.Set(key, list, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Fresh });
        return list;
    }
}
