using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Cart;

public enum CartProblem
{
    None,
    Unavailable,
    LicenseNotOffered,
    OwnProduct,
    AlreadyOwned,
}

/// <param name="PriceCents">The price now; what was seen when the product went into the cart if it can no longer be bought.</param>
public sealed record CartItem(Product Product, LicenseKind License, long PriceCents, long SeenPriceCents, CartProblem Problem);

/// <param name="Items">In the order they were put in.</param>
public sealed record CartContent(Guid Id, IReadOnlyList<CartItem> Items, string? DiscountCode)
{
    public IReadOnlyList<CartItem> Available => [.. Items.Where(item => item.Problem == CartProblem.None)];
}

/// <summary>The cart as it stands now, with today's prices. Checkout buys exactly <see cref="CartContent.Available"/>.</summary>
public sealed class CartReader(MarketplaceDb db, SettlementCurrency currency)
{
    /// <summary>Null when there is no cart yet.</summary>
    public async Task<CartContent?> ReadAsync(CartOwner owner, CancellationToken cancellationToken)
    {
        var cart = await db.Carts.AsNoTracking().Of(owner).Include(cart => cart.Lines).SingleOrDefaultAsync(cancellationToken);
        if (cart is null)
        {
            return null;
        }

        var ids = cart.Lines.Select(line => line.ProductId).ToList();
        var products = await db.Products.AsNoTracking().Include(product => product.Images).Where(product => ids.Contains(product.Id))
            .ToDictionaryAsync(product => product.Id, cancellationToken);
        var owned = await OwnedAsync(owner.UserId, ids, cancellationToken);
        return new(cart.Id, [.. cart.Lines.OrderBy(line => line.AddedAt).ThenBy(line => line.ProductId).Select(line => Item(line, products[line.ProductId], owner.UserId, owned))], cart.DiscountCode);
    }

    internal async Task<HashSet<(Guid ProductId, LicenseKind License)>> OwnedAsync(Guid? userId, IReadOnlyList<Guid> productIds, CancellationToken cancellationToken)
    {
        if (userId is null || productIds.Count == 0)
        {
            return [];
        }

        var lines = await db.OrderLines.AsNoTracking()
            .Where(line => line.BuyerId == userId && productIds.Contains(line.ProductId))
            .Where(line => line.State == OrderLineState.InEscrow || line.State == OrderLineState.Released || line.State == OrderLineState.Transferred)
            .Select(line => new { line.ProductId, line.License })
            .ToListAsync(cancellationToken);
        return [.. lines.Select(line => (line.ProductId, line.License))];
    }

    private CartItem Item(CartLine line, Product product, Guid? userId, HashSet<(Guid, LicenseKind)> owned)
    {
        var price = product.PriceOf(line.License);
        var problem = product switch
        {
            { IsPublic: false } => CartProblem.Unavailable,
            _ when product.Currency != currency.Code => CartProblem.Unavailable,
            _ when price is null => CartProblem.LicenseNotOffered,
            _ when product.SellerId == userId => CartProblem.OwnProduct,
            _ when owned.Contains((product.Id, line.License)) => CartProblem.AlreadyOwned,
            _ => CartProblem.None,
        };
        return new(product, line.License, price ?? line.SeenPriceCents, line.SeenPriceCents, problem);
    }
}
