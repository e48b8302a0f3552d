using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Packages;

internal static class PackageRows
{
    /// <summary>Locked until the transaction ends. Who needs the product too locks it first.</summary>
    public static Task<PackageVersion?> LockVersionAsync(this MarketplaceDb db, Guid id, CancellationToken cancellationToken) =>
        db.PackageVersions
            .FromSql($"select * from packages.versions where id = {id} for update")
            .AsTracking()
            .SingleOrDefaultAsync(cancellationToken);

    public static IQueryable<PackageVersion> OfSeller(this IQueryable<PackageVersion> versions, MarketplaceDb db, Guid sellerId, Guid productId, string version) =>
        versions.Where(row => row.ProductId == productId && row.Version == version
            && db.Products.Any(product => product.Id == row.ProductId && product.SellerId == sellerId && product.DeletedAt == null));
}
