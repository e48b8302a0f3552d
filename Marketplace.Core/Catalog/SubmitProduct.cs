using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;

namespace Marketplace.Core.Catalog;

/// <summary>Hands a complete draft to the approvers.</summary>
public sealed class SubmitProduct(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid sellerId, Guid productId, CancellationToken cancellationToken) =>
        db.ChangeProductAsync(productId, sellerId, async product =>
        {
            var now = time.GetUtcNow();
            if (product.CanBeSubmitted && await db.RoomRefusalAsync(product.SellerId, withSubmitted: true, cancellationToken) is { } refusal)
            {
                return refusal;
            }

            return product.Submit(now).Then(() => db.Publish(new ProductSubmitted(product.Id), now));
        }, cancellationToken);
}
