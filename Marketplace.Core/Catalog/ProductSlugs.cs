using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Catalog;

/// <summary>Free addresses for titles. Two requests may find the same one; the unique index decides, and the loser asks again.</summary>
internal static class ProductSlugs
{
    private const int Attempts = 5;
    private const int NumberedSlugs = 20;

    public static async Task<string> FreeSlugAsync(this MarketplaceDb db, string title, CancellationToken cancellationToken)
    {
        var slug = Slug.From(title, CatalogPolicy.SlugLength);
        slug = slug.Length == 0 ? "product" : slug;
        string[] candidates = [slug, .. Enumerable.Range(2, NumberedSlugs).Select(number => Slug.WithSuffix(slug, $"{number}", CatalogPolicy.SlugLength))];
        var taken = await db.Products.Where(product => candidates.Contains(product.Slug)).Select(product => product.Slug).ToListAsync(cancellationToken);
        return candidates.FirstOrDefault(candidate => !taken.Contains(candidate))
            ?? Slug.WithSuffix(slug, Guid.NewGuid().ToString("N")[..8], CatalogPolicy.SlugLength);
    }

    public static async Task<T> RetryOnTakenSlugAsync<T>(Func<Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (DbUpdateException exception) when (attempt < Attempts && exception.IsUniqueViolation(ProductConfiguration.SlugIndex))
            {
            }
        }
    }
}
