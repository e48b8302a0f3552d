using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;

namespace Marketplace.Core.Catalog;

/// <summary>Refuses a waiting change with the reason; the listing stays as it is.</summary>
public sealed class RejectChange(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid productId, Guid changeId, string reason, CancellationToken cancellationToken) =>
        db.ChangeProductAsync(productId, sellerId: null, product =>
        {
            var now = time.GetUtcNow();
            var fields = product.WaitingChange?.Differences(product) ?? [];
            return product.RejectChange(changeId, reason.Trim(), now).Then(() => db.Publish(new ListingChangeDecided(product.Id, changeId, fields, reason.Trim()), now));
        }, cancellationToken);
}
