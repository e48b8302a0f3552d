using Marketplace.Contracts.Catalog;
using Microsoft.Extensions.Caching.Memory;

namespace Marketplace.Web.Catalog;

/// <summary>The category tree, which every page shows and which changes rarely.</summary>
internal sealed class CategoryList(IMemoryCache cache)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<CategoryView>> GetAsync(CatalogClient catalog, CancellationToken cancellationToken)
    {
        if (cache.TryGetValue(nameof(CategoryList), out IReadOnlyList<CategoryView>? known) && known is not null)
        {
            return known;
        }

        var list = await catalog.ListCategoriesAsync(cancellationToken);
        cache.Set(nameof(CategoryList), list, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Fresh });
        return list;
    }
}
