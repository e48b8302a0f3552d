using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;

namespace Marketplace.Core.Catalog;

/// <summary>Sends a submitted listing back to its seller with the reason.</summary>
public sealed class RejectProduct(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid productId, string reason, CancellationToken cancellationToken) =>
        db.ChangeProductAsync(productId, sellerId: null, product =>
        {
            var now = time.GetUtcNow();
            return product.Reject(reason.Trim(), now).Then(() => db.Publish(new ProductRejected(product.Id, reason.Trim()), now));
        }, cancellationToken);
}
