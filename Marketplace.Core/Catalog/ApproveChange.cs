using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;

namespace Marketplace.Core.Catalog;

/// <summary>Lets a waiting change take effect.</summary>
public sealed class ApproveChange(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid productId, Guid changeId, CancellationToken cancellationToken) =>
        db.ChangeProductAsync(productId, sellerId: null, product =>
        {
            var now = time.GetUtcNow();
            var fields = product.WaitingChange?.Differences(product) ?? [];
            return product.ApproveChange(changeId, now).Then(() =>
            {
                db.Publish(new ListingChangeDecided(product.Id, changeId, fields, Reason: null), now);
                db.PublishChange(product, now);
            });
        }, cancellationToken);
}
