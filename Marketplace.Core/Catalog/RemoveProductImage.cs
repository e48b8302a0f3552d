using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;

namespace Marketplace.Core.Catalog;

public sealed class RemoveProductImage(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid sellerId, Guid productId, Guid imageId, CancellationToken cancellationToken) =>
        db.ChangeProductAsync(productId, sellerId, product =>
        {
            var now = time.GetUtcNow();
            var image = product.Images.Find(found => found.Id == imageId);
            var removed = product.RemoveImage(imageId, now);
            if (removed.IsOk)
            {
                db.Publish(new MediaRemoved(image!.Key, image.Widths), now);
                db.PublishChange(product, now);
            }

            return removed;
        }, cancellationToken);
}
