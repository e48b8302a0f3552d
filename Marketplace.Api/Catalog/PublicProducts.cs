using Marketplace.Core.Catalog;

namespace Marketplace.Api.Catalog;

internal static class PublicProducts
{
    /// <summary><see cref="Product.IsPublic"/> as SQL, in the words of the partial indexes.</summary>
    public static IQueryable<Product> Public(this IQueryable<Product> products) =>
        products.Where(product => product.State == ProductState.Published && product.DeletedAt == null);
}
