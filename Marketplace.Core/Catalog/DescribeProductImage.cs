using Marketplace.Core.Data;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Catalog;

/// <summary>Says what a picture shows, for people who cannot see it.</summary>
public sealed class DescribeProductImage(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid sellerId, Guid productId, Guid imageId, string? alt, CancellationToken cancellationToken) =>
        db.ChangeProductAsync(productId, sellerId, product =>
        {
            var now = time.GetUtcNow();
            return product.DescribeImage(imageId, string.IsNullOrWhiteSpace(alt) ? null : alt.Trim(), now).Then(() => db.PublishChange(product, now));
        }, cancellationToken);
}
