using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Catalog;

public sealed class AddProductImage(MarketplaceDb db, IMediaStore media, TimeProvider time)
{
    public async Task<Result<Done>> ExecuteAsync(Guid sellerId, Guid productId, byte[] upload, CancellationToken cancellationToken)
    {
        // Asked again under the lock; here it spares the work for an upload that cannot be kept.
        if (!await db.Products.AnyAsync(product => product.Id == productId && product.SellerId == sellerId && product.DeletedAt == null, cancellationToken))
        {
            return Error.NotFound("product");
        }

        var rendered = ImageRenderer.Render(upload);
        if (!rendered.IsOk)
        {
            return rendered.Error;
        }

        var image = await StoreAsync(productId, rendered.Value, cancellationToken);
        var added = await db.ChangeProductAsync(productId, sellerId, product => Add(product, image), cancellationToken);
        if (!added.IsOk)
        {
            await RemoveMedia.DeleteAsync(media, image.Key, image.Widths, cancellationToken);
        }

        return added;
    }

    private async Task<ProductImage> StoreAsync(Guid productId, RenderedImage rendered, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var key = $"products/{productId}/{id}";
        foreach (var (width, bytes) in rendered.Files)
        {
            using var content = new MemoryStream(bytes, writable: false);
            await media.WriteMediaAsync(ProductImage.BlobName(key, width), content, "image/webp", cancellationToken);
        }

        return new ProductImage
        {
            Id = id,
            ProductId = productId,
            Key = key,
            Width = rendered.Width,
            Height = rendered.Height,
            Widths = [.. rendered.Files.Select(file => file.Width)],
            Position = 0,
        };
    }

    private Result<Done> Add(Product product, ProductImage image)
    {
        var now = time.GetUtcNow();
        var added = product.AddImage(image, now);
        if (added.IsOk)
        {
            // Its key is made here, so EF would take the row for one that exists.
            db.Add(image);
            db.PublishChange(product, now);
        }

        return added;
    }
}
