using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Catalog;

/// <summary>Free addresses for titles. Two requests may find the same one; the unique index decides, and the loser asks again.</summary>
internal static class ProductSlugs
{
    private const int NumberedSlugs = 20;

    /// <param name="productId">Whose address it will be: its own, also former ones, are free for it.</param>
    public static async Task<string> FreeSlugAsync(this MarketplaceDb db, string title, Guid productId, CancellationToken cancellationToken)
    {
        var slug = Slug.From(title, CatalogPolicy.SlugLength);
        slug = slug.Length == 0 ? "product" : slug;
        string[] candidates = [slug, .. Enumerable.Range(2, NumberedSlugs).Select(number => Slug.WithSuffix(slug, $"{number}", CatalogPolicy.SlugLength))];
        var taken = await db.TakenSlugsAsync(candidates, productId, cancellationToken);
        return candidates.FirstOrDefault(candidate => !taken.Contains(candidate))
            ?? Slug.WithSuffix(slug, Guid.NewGuid().ToString("N")[..8], CatalogPolicy.SlugLength);
    }

    /// <summary>Gives the product another address. What the public knew it by leads to it from then on.</summary>
    public static async Task<Error?> MoveAsync(this MarketplaceDb db, Product product, string slug, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (slug == product.Slug)
        {
            return null;
        }

        if ((await db.TakenSlugsAsync([slug], product.Id, cancellationToken)).Count > 0)
        {
            return CatalogErrors.SlugTaken(slug, await db.FreeSlugAsync(slug, product.Id, cancellationToken));
        }

        if (product.PublishedAt is not null)
        {
            db.FormerSlugs.Add(new FormerSlug { Slug = product.Slug, ProductId = product.Id, LeftAt = now });
            db.FormerSlugs.RemoveRange(await db.FormerSlugs.Where(former => former.Slug == slug).ToListAsync(cancellationToken));
        }

        product.Slug = slug;
        return null;
    }

    // One statement: an address on its way from current to former is seen as one of the two.
    private static Task<List<string>> TakenSlugsAsync(this MarketplaceDb db, string[] slugs, Guid productId, CancellationToken cancellationToken) => db.Products
        .Where(product => slugs.Contains(product.Slug) && product.Id != productId).Select(product => product.Slug)
        .Union(db.FormerSlugs.Where(former => slugs.Contains(former.Slug) && former.ProductId != productId).Select(former => former.Slug))
        .ToListAsync(cancellationToken);
}
