using Marketplace.Core.Catalog;
using Marketplace.Core.Data;

namespace Marketplace.Api.Catalog;

internal static class PublicProducts
{
    /// <summary><see cref="Product.IsPublic"/> as SQL, in the words of the partial indexes.</summary>
    public static IQueryable<Product> Public(this IQueryable<Product> products) =>
        products.Where(product => product.State == ProductState.Published && product.DeletedAt == null);

    /// <summary>The public product that has this address, or had it.</summary>
    public static IQueryable<Product> PublicAt(this MarketplaceDb db, string slug) => db.ProductsAt(slug).Public();

    /// <summary>The same in any state: two look-ups by key, however many products there are.</summary>
    public static IQueryable<Product> ProductsAt(this MarketplaceDb db, string slug) => db.Products.Where(product =>
        product.Id == (db.Products.Where(current => current.Slug == slug).Select(current => (Guid?)current.Id).FirstOrDefault()
            ?? db.FormerSlugs.Where(former => former.Slug == slug).Select(former => (Guid?)former.ProductId).FirstOrDefault()));
}
