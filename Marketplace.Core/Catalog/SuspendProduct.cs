using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;

namespace Marketplace.Core.Catalog;

/// <summary>Takes a published listing out of the shop until it is restored; owners keep their downloads.</summary>
public sealed class SuspendProduct(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid productId, string reason, CancellationToken cancellationToken) =>
        db.ChangeProductAsync(productId, sellerId: null, product =>
        {
            var now = time.GetUtcNow();
            return product.Suspend(reason.Trim(), now).Then(() =>
            {
                db.Publish(new ProductSuspended(product.Id, reason.Trim(), now), now);
                db.Publish(new ProductChanged(product.Id), now);
                db.Publish(new ListingTakenDown(product.SellerId), now);
            });
        }, cancellationToken);
}
