using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Cart;

internal static class CartRows
{
    /// <summary>A person's own cart, or the guest's. A cart that belongs to a person is not opened by its id.</summary>
    public static IQueryable<ShoppingCart> Of(this IQueryable<ShoppingCart> carts, CartOwner owner) => owner.UserId is { } userId
        ? carts.Where(cart => cart.UserId == userId)
        : carts.Where(cart => cart.Id == owner.CartId && cart.UserId == null);

    /// <summary>
    /// The cart, made when there is none, locked until the transaction ends. Two first clicks of one person meet in the unique index:
    /// the insert that does nothing still waits for the other's commit, and the select then finds that row.
    /// </summary>
    public static async Task<ShoppingCart> LockOrCreateCartAsync(this MarketplaceDb db, CartOwner owner, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.LockCartAsync(owner, cancellationToken) is { } known)
        {
            return known;
        }

        var id = owner.UserId is null && owner.CartId is { } guestId && !await db.Carts.AnyAsync(cart => cart.Id == guestId, cancellationToken)
            ? guestId
            : Guid.NewGuid();
        await db.Database.ExecuteSqlAsync(
            $"insert into cart.carts (id, user_id, updated_at) values ({id}, {owner.UserId}, {now}) on conflict do nothing", cancellationToken);
        return await db.LockCartAsync(owner with { CartId = id }, cancellationToken)
            ?? throw new InvalidOperationException($"Cart {id} vanished while it was made.");
    }

    public static async Task<ShoppingCart?> LockCartAsync(this MarketplaceDb db, CartOwner owner, CancellationToken cancellationToken)
    {
        var cart = owner.UserId is { } userId
            ? await db.Carts.FromSql($"select * from cart.carts where user_id = {userId} for update").AsTracking().SingleOrDefaultAsync(cancellationToken)
            : await db.Carts.FromSql($"select * from cart.carts where id = {owner.CartId} and user_id is null for update").AsTracking().SingleOrDefaultAsync(cancellationToken);
        if (cart is not null)
        {
            await db.Entry(cart).Collection(found => found.Lines).LoadAsync(cancellationToken);
        }

        return cart;
    }
}
