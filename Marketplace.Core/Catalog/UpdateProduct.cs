using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Catalog;

/// <summary>A seller's edit; one that started from an older revision is refused, so that two tabs do not undo each other.</summary>
public sealed class UpdateProduct(MarketplaceDb db, TimeProvider time)
{
    /// <param name="revision">Null skips the check.</param>
    public async Task<Result<Done>> ExecuteAsync(Guid sellerId, Guid productId, ProductContent written, uint? revision, CancellationToken cancellationToken)
    {
        var content = ContentRules.Check(written);
        if (!content.IsOk)
        {
            return content.Error;
        }

        if (!await db.Categories.AnyAsync(category => category.Slug == content.Value.Category, cancellationToken))
        {
            return CatalogErrors.UnknownCategory;
        }

        return await ProductSlugs.RetryOnTakenSlugAsync(() => db.ChangeProductAsync(
            productId, sellerId, product => EditAsync(product, content.Value, revision, cancellationToken), cancellationToken));
    }

    private async Task<Result<Done>> EditAsync(Product product, ProductContent content, uint? revision, CancellationToken cancellationToken)
    {
        if (revision is not null && revision != product.Revision)
        {
            return CatalogErrors.StaleEdit(product.Revision);
        }

        // Once public, the address is in other people's links.
        if (product.PublishedAt is null && product.Title != content.Title)
        {
            product.Slug = await db.FreeSlugAsync(content.Title, cancellationToken);
        }

        var now = time.GetUtcNow();
        var edited = product.Edit(content, MarkdownRenderer.ToHtml(content.Description), now);
        if (edited.IsOk && product.IsPublic)
        {
            db.Publish(new ProductChanged(product.Id), now);
        }

        return edited;
    }
}
