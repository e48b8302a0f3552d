using Marketplace.Core.Brain.Sources;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Packages;
using Marketplace.Core.Search;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Brain.Suggestions;

/// <param name="Prices">Of the Standard licence in <paramref name="Currency"/>; null when too few similar products have one.</param>
public sealed record ListingHints(
    string? Title, IReadOnlyList<string> Tags, IReadOnlyList<string> Stacks, (long From, long Median, long To)? Prices, int PriceCount, string Currency,
    IReadOnlyList<ReadmePart> ReadmeGaps, IReadOnlyList<Product> Similar);

/// <summary>Hints for a seller's listing from products in the shop that resemble it. Only what the public sees of others is looked at.</summary>
public sealed class ListingSuggestions(MarketplaceDb db, IProductIndex index, PackageDocs packages)
{
    /// <summary>Null for a stranger's product.</summary>
    public async Task<ListingHints?> FindAsync(Guid sellerId, Guid productId, CancellationToken cancellationToken)
    {
        var product = await db.Products.AsNoTracking().SingleOrDefaultAsync(product => product.Id == productId && product.SellerId == sellerId && product.DeletedAt == null, cancellationToken);
        if (product is null)
        {
            return null;
        }

        var similar = await FindSimilarAsync(product, cancellationToken);
        var prices = similar.Where(other => other.PriceCents is > 0 && other.Currency == product.Currency).Select(other => other.PriceCents!.Value).ToList();
        return new(
            SuggestionPolicy.RemarkOn(product.Title, [.. product.Stack.Select(StackVocabulary.Label)]),
            Missing(similar, other => other.Tags, product.Tags, SuggestionPolicy.Tags),
            Missing(similar, other => other.Stack, product.Stack, SuggestionPolicy.Stacks),
            SuggestionPolicy.Range(prices), prices.Count, product.Currency,
            ReadmeParts.Missing(await ReadmeAsync(product, cancellationToken)),
            [.. similar.Take(SuggestionPolicy.Similar)]);
    }

    private async Task<List<Product>> FindSimilarAsync(Product product, CancellationToken cancellationToken)
    {
        var hits = await index.SearchAsync(
            new() { Text = $"{product.Title} {product.Summary}", Order = SearchOrder.Relevance, Limit = SuggestionPolicy.Neighbours }, cancellationToken);
        var inCategory = await index.SearchAsync(
            new() { Category = product.CategorySlug, Stack = [.. product.Stack.Take(1)], Limit = SuggestionPolicy.Neighbours }, cancellationToken);
        var ids = hits.Items.Concat(inCategory.Items).Select(hit => hit.ProductId).Distinct().Where(id => id != product.Id).Take(SuggestionPolicy.Neighbours).ToList();
        var found = await db.Products.AsNoTracking().Where(other => ids.Contains(other.Id) && other.State == ProductState.Published && other.DeletedAt == null).ToListAsync(cancellationToken);
        return [.. found.OrderBy(other => ids.IndexOf(other.Id))];
    }

    private static List<string> Missing(List<Product> similar, Func<Product, List<string>> words, List<string> own, int limit) =>
    [
        .. similar.SelectMany(words).CountBy(word => word)
            .Where(pair => pair.Value >= SuggestionPolicy.MinUses && !own.Contains(pair.Key))
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(limit).Select(pair => pair.Key),
    ];

    /// <summary>The README of the newest package that passed its check; the description before there is one.</summary>
    private async Task<string> ReadmeAsync(Product product, CancellationToken cancellationToken)
    {
        var version = await db.PackageVersions.AsNoTracking()
            .Where(version => version.ProductId == product.Id && version.State == PackageState.Ready).OrderByDescending(version => version.ReadyAt).FirstOrDefaultAsync(cancellationToken);
        var file = version?.Files.FirstOrDefault(file => SourcePolicy.IsReadme(file.Path));
        return file is null
            ? product.Description
            : (await packages.ReadAsync(version!.BlobKey, [file.Path], cancellationToken)).GetValueOrDefault(file.Path, product.Description);
    }
}
