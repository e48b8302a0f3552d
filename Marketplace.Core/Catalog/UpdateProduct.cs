using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Catalog;

/// <param name="Revision">What the edit started from; null skips the check.</param>
/// <param name="OnlyDraft">The seller did not press a button: touch nothing that has been submitted or published meanwhile.</param>
public sealed record EditConditions(uint? Revision, bool OnlyDraft = false);

/// <summary>A seller's edit; one that started from an older revision is refused, so that two tabs do not undo each other.</summary>
public sealed class UpdateProduct(MarketplaceDb db, TimeProvider time)
{
    public async Task<Result<Done>> ExecuteAsync(Guid sellerId, Guid productId, ProductContent written, EditConditions conditions, CancellationToken cancellationToken)
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

        return await DatabaseErrors.RetryOnTakenAsync(ProductConfiguration.SlugIndex, () => db.ChangeProductAsync(
            productId, sellerId, product => EditAsync(product, content.Value, conditions, cancellationToken), cancellationToken));
    }

    private async Task<Result<Done>> EditAsync(Product product, ProductContent content, EditConditions conditions, CancellationToken cancellationToken)
    {
        if (conditions.OnlyDraft && product.State is not (ProductState.Draft or ProductState.Rejected))
        {
            return CatalogErrors.NoDraftAnyMore;
        }

        if (conditions.Revision is not null && conditions.Revision != product.Revision)
        {
            return CatalogErrors.StaleEdit(product.Revision);
        }

        var now = time.GetUtcNow();
        if (await SlugForAsync(product, content, cancellationToken) is { } slug && await db.MoveAsync(product, slug, now, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var (change, links) = (product.WaitingChange, (product.DemoUrl, product.DocsUrl));
        return product.Edit(content, MarkdownRenderer.ToHtml(content.Description), now).Then(() =>
        {
            db.PublishChange(product, now);
            if (product.WaitingChange is { } asked && asked.Id != change?.Id)
            {
                db.Publish(new ListingChangeAsked(product.Id, asked.Id, asked.Differences(product)), now);
            }

            if ((product.DemoUrl, product.DocsUrl) != links)
            {
                db.Publish(new ListingLinksChanged(product.Id), now);
            }
        });
    }

    /// <summary>Null keeps the address: once public, it is in other people's links and changes only when the seller says so.</summary>
    private async Task<string?> SlugForAsync(Product product, ProductContent content, CancellationToken cancellationToken)
    {
        if (content.Slug is not null)
        {
            return content.Slug;
        }

        return product.PublishedAt is null && product.Title != content.Title && CatalogPolicy.IsSlugOf(product.Slug, product.Title)
            ? await db.FreeSlugAsync(content.Title, product.Id, cancellationToken)
            : null;
    }
}
