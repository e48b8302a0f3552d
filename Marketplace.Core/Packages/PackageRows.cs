using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
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

    /// <summary>Locks the product, then the version; changes and saves. <paramref name="sellerId"/> null is an admin; a stranger's version does not exist.</summary>
    public static Task<Result<Done>> ChangeVersionAsync(
        this MarketplaceDb db, Guid versionId, Guid? sellerId, Func<Product, PackageVersion, Task<Result<Done>>> change, CancellationToken cancellationToken) =>
        db.InTransactionAsync(async () =>
        {
            var productId = await db.PackageVersions.Where(version => version.Id == versionId).Select(version => version.ProductId).SingleOrDefaultAsync(cancellationToken);
            var product = await db.LockProductAsync(productId, cancellationToken);
            var version = await db.LockVersionAsync(versionId, cancellationToken);
            if (product is null || version is null || (sellerId is not null && (product.SellerId != sellerId || product.DeletedAt is not null)))
            {
                return Error.NotFound("version");
            }

            var changed = await change(product, version);
            if (changed.IsOk)
            {
                await db.SaveChangesAsync(cancellationToken);
            }

            return changed;
        }, cancellationToken);

    public static IQueryable<PackageVersion> OfSeller(this IQueryable<PackageVersion> versions, MarketplaceDb db, Guid sellerId, Guid productId, string version) =>
        versions.Where(row => row.ProductId == productId && row.Version == version
            && db.Products.Any(product => product.Id == row.ProductId && product.SellerId == sellerId && product.DeletedAt == null));
}
