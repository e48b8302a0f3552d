using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Catalog;

internal static class ProductRows
{
    /// <summary>The product with its images, locked until the transaction ends.</summary>
    public static async Task<Product?> LockProductAsync(this MarketplaceDb db, Guid id, CancellationToken cancellationToken)
    {
        var product = await db.Products
            .FromSql($"select *, xmin from catalog.products where id = {id} for update")
            .AsTracking()
            .SingleOrDefaultAsync(cancellationToken);
        if (product is not null)
        {
            // After the lock and in a query of its own: the first one's snapshot is older than the wait for the lock.
            await db.Entry(product).Collection(found => found.Images).LoadAsync(cancellationToken);
        }

        return product;
    }

    /// <summary>Lock, change, save. <paramref name="sellerId"/> null is an admin; a stranger's product does not exist.</summary>
    public static Task<Result<Done>> ChangeProductAsync(
        this MarketplaceDb db, Guid productId, Guid? sellerId, Func<Product, Task<Result<Done>>> change, CancellationToken cancellationToken) =>
        db.InTransactionAsync(async () =>
        {
            var product = await db.LockProductAsync(productId, cancellationToken);
            if (product is null || product.DeletedAt is not null || (sellerId is not null && product.SellerId != sellerId))
            {
                return Error.NotFound("product");
            }

            var result = await change(product);
            if (result.IsOk)
            {
                await db.SaveChangesAsync(cancellationToken);
            }

            return result;
        }, cancellationToken);

    public static Task<Result<Done>> ChangeProductAsync(
        this MarketplaceDb db, Guid productId, Guid? sellerId, Func<Product, Result<Done>> change, CancellationToken cancellationToken) =>
        db.ChangeProductAsync(productId, sellerId, product => Task.FromResult(change(product)), cancellationToken);

    /// <summary>Tells the shop's readers, if the product is in the shop.</summary>
    public static void PublishChange(this MarketplaceDb db, Product product, DateTimeOffset now)
    {
        if (product.IsPublic)
        {
            db.Publish(new ProductChanged(product.Id), now);
        }
    }

    /// <summary>Effects are recorded for what happened, never for what was refused.</summary>
    public static Result<Done> Then(this Result<Done> result, Action record)
    {
        if (result.IsOk)
        {
            record();
        }

        return result;
    }
}
