using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;

namespace Marketplace.Core.Catalog;

/// <summary>Takes a listing out of the shop for good; who bought it keeps it.</summary>
public sealed class DeleteProduct(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid sellerId, Guid productId, CancellationToken cancellationToken) =>
        db.ChangeProductAsync(productId, sellerId, product =>
        {
            var now = time.GetUtcNow();
            return product.Delete(now).Then(() =>
            {
                db.Publish(new ProductChanged(product.Id), now);
                db.Publish(new ListingTakenDown(product.SellerId), now);
            });
        }, cancellationToken);
}
