using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;

namespace Marketplace.Core.Catalog;

/// <summary>Puts a suspended listing back into the shop, if the seller's plan has room for it.</summary>
public sealed class RestoreProduct(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid productId, CancellationToken cancellationToken) =>
        db.PutForSaleAsync(productId, product =>
        {
            var now = time.GetUtcNow();
            return product.Restore(now).Then(() =>
            {
                db.Publish(new ProductRestored(product.Id, now), now);
                db.Publish(new ProductChanged(product.Id), now);
            });
        }, cancellationToken);
}
