using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Catalog;

/// <summary>Starts a draft.</summary>
public sealed class CreateProduct(MarketplaceDb db, SettlementCurrency currency, TimeProvider time)
{
    /// <returns>The new product's id.</returns>
    public async Task<Result<Guid>> ExecuteAsync(Guid sellerId, ProductContent written, CancellationToken cancellationToken)
    {
        if (!await db.SellerAccounts.AnyAsync(seller => seller.UserId == sellerId, cancellationToken))
        {
            return AccountErrors.NotASeller;
        }

        var content = ContentRules.Check(written);
        if (!content.IsOk)
        {
            return content.Error;
        }

        if (!await db.Categories.AnyAsync(category => category.Slug == content.Value.Category, cancellationToken))
        {
            return CatalogErrors.UnknownCategory;
        }

        return await DatabaseErrors.RetryOnTakenAsync(ProductConfiguration.SlugIndex, () => InsertAsync(sellerId, content.Value, cancellationToken));
    }

    private Task<Result<Guid>> InsertAsync(Guid sellerId, ProductContent content, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var product = new Product
        {
            Id = id,
            SellerId = sellerId,
            Slug = await db.FreeSlugAsync(content.Slug ?? content.Title, id, cancellationToken),
            Title = content.Title,
            CategorySlug = content.Category,
            Currency = currency.Code,
            CreatedAt = now,
            UpdatedAt = now,
        };
        var edited = product.Edit(content, MarkdownRenderer.ToHtml(content.Description), now);
        if (!edited.IsOk)
        {
            return edited.Error;
        }

        db.Products.Add(product);
        if (product.DemoUrl is not null || product.DocsUrl is not null)
        {
            db.Publish(new ListingLinksChanged(product.Id), now);
        }

        await db.SaveChangesAsync(cancellationToken);
        return (Result<Guid>)product.Id;
    }, cancellationToken);
}
