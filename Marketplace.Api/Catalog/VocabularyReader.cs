using Marketplace.Contracts.Catalog;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Marketplace.Api.Catalog;

/// <summary>Categories, tags and technologies with their counts. Counting reads all published products, so the answer is kept for some seconds.</summary>
internal sealed class VocabularyReader(MarketplaceDb db, IMemoryCache cache)
{
    private const int Shown = 50;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    public Task<IReadOnlyList<CategoryView>> ListCategoriesAsync(CancellationToken cancellationToken) => KeepAsync("categories", async () =>
    {
        var categories = await db.Categories.AsNoTracking().OrderBy(category => category.Position).ToListAsync(cancellationToken);
        var counts = await db.Products.Public().GroupBy(product => product.CategorySlug)
            .Select(products => new { Slug = products.Key, Count = products.Count() })
            .ToDictionaryAsync(row => row.Slug, row => row.Count, cancellationToken);
        int Count(Category category) => counts.GetValueOrDefault(category.Slug)
            + categories.Where(child => child.ParentSlug == category.Slug).Sum(child => counts.GetValueOrDefault(child.Slug));
        return (IReadOnlyList<CategoryView>)[.. categories.Select(category =>
            new CategoryView(category.Slug, category.Name, category.ParentSlug, category.Description, Count(category)))];
    });

    public async Task<IReadOnlyList<VocabularyView>> ListTagsAsync(string? prefix, CancellationToken cancellationToken)
    {
        var tags = await KeepAsync("tags", () => CountAsync(db.Products.Public().SelectMany(product => product.Tags), cancellationToken));
        return Pick(tags.Select(tag => new VocabularyView(tag.Value, tag.Value, tag.Count)), prefix);
    }

    public async Task<IReadOnlyList<VocabularyView>> ListStacksAsync(string? prefix, CancellationToken cancellationToken)
    {
        var used = await KeepAsync("stacks", () => CountAsync(db.Products.Public().SelectMany(product => product.Stack), cancellationToken));
        var unused = StackVocabulary.All.Select(entry => entry.Value).Except(used.Select(entry => entry.Value)).Select(value => new Counted(value, 0));
        return Pick(used.Concat(unused).Select(entry => new VocabularyView(entry.Value, StackVocabulary.Label(entry.Value), entry.Count)), prefix);
    }

    private static async Task<IReadOnlyList<Counted>> CountAsync(IQueryable<string> values, CancellationToken cancellationToken) =>
        await values.GroupBy(value => value).Select(group => new Counted(group.Key, group.Count())).ToListAsync(cancellationToken);

    private static IReadOnlyList<VocabularyView> Pick(IEnumerable<VocabularyView> entries, string? prefix)
    {
        var text = prefix?.Trim() ?? "";
        var value = TagPolicy.Normalise(text);
        return
        [
            .. entries
                .Where(entry => text.Length == 0
                    || entry.Label.StartsWith(text, StringComparison.OrdinalIgnoreCase)
                    || (value.Length > 0 && entry.Value.StartsWith(value, StringComparison.Ordinal)))
                .OrderByDescending(entry => entry.Count)
                .ThenBy(entry => entry.Value, StringComparer.Ordinal)
                .Take(Shown),
        ];
    }

    private async Task<T> KeepAsync<T>(string name, Func<Task<T>> load)
        where T : class =>
        await cache.GetOrCreateAsync($"vocabulary:{name}", entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = KeptFor;
            return load();
        }) ?? throw new InvalidOperationException($"The vocabulary {name} is null.");

    private sealed record Counted(string Value, int Count);
}
