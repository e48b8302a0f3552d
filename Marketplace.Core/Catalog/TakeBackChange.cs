using Marketplace.Core.Data;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Catalog;

/// <summary>A seller withdraws what waits, or puts away a refusal.</summary>
public sealed class TakeBackChange(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid sellerId, Guid productId, Guid changeId, CancellationToken cancellationToken) =>
        db.ChangeProductAsync(productId, sellerId, product => product.TakeBackChange(changeId, time.GetUtcNow()), cancellationToken);
}
