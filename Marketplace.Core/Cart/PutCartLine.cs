using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Cart;

/// <summary>Puts a product into the cart, or changes its licence there. Doing it again changes nothing but the price that was seen.</summary>
public sealed class PutCartLine(MarketplaceDb db, CartReader reader, TimeProvider time)
{
    /// <returns>The cart's id.</returns>
    public async Task<Result<Guid>> ExecuteAsync(CartOwner owner, Guid productId, LicenseKind license, CancellationToken cancellationToken)
    {
        var product = await db.Products.AsNoTracking().SingleOrDefaultAsync(found => found.Id == productId, cancellationToken);
        if (product is not { IsPublic: true })
        {
            return Error.NotFound("product");
        }

        if (product.PriceOf(license) is not { } price)
        {
            return CartErrors.LicenseNotOffered;
        }

        if (product.SellerId == owner.UserId)
        {
            return CartErrors.OwnProduct;
        }

        var owned = await reader.OwnedAsync(owner.UserId, [productId], cancellationToken);
        return owned.Contains((productId, license))
            ? CartErrors.AlreadyOwned
            : await db.InTransactionAsync(() => PutAsync(owner, productId, license, price, cancellationToken), cancellationToken);
    }

    private async Task<Result<Guid>> PutAsync(CartOwner owner, Guid productId, LicenseKind license, long price, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var cart = await db.LockOrCreateCartAsync(owner, now, cancellationToken);
        if (cart.Lines.Find(found => found.ProductId == productId) is { } line)
        {
            line.License = license;
            line.SeenPriceCents = price;
        }
        else if (cart.Lines.Count >= CartPolicy.MaxLines)
        {
            return CartErrors.Full;
        }
        else
        {
            cart.Lines.Add(new CartLine { CartId = cart.Id, ProductId = productId, License = license, SeenPriceCents = price, AddedAt = now });
            db.Publish(new CartLineAdded(Guid.CreateVersion7(now), productId, now), now);
        }

        cart.UpdatedAt = now;
        await db.SaveChangesAsync(cancellationToken);
        return cart.Id;
    }
}
