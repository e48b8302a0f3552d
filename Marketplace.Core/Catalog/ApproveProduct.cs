using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;

namespace Marketplace.Core.Catalog;

/// <summary>Puts a submitted listing into the shop.</summary>
public sealed class ApproveProduct(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid productId, CancellationToken cancellationToken) =>
        db.ChangeProductAsync(productId, sellerId: null, product =>
        {
            var now = time.GetUtcNow();
            return product.Approve(now).Then(() =>
            {
                db.Publish(new ProductApproved(product.Id), now);
                db.Publish(new ProductChanged(product.Id), now);
            });
        }, cancellationToken);
}
