using Marketplace.Core.Data;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Catalog;

/// <summary>Puts the pictures into another order.</summary>
public sealed class OrderProductImages(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid sellerId, Guid productId, IReadOnlyCollection<Guid> order, CancellationToken cancellationToken) =>
        db.ChangeProductAsync(productId, sellerId, product =>
        {
            var now = time.GetUtcNow();
            return product.OrderImages(order, now).Then(() => db.PublishChange(product, now));
        }, cancellationToken);
}
