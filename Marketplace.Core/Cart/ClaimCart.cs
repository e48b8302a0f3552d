using Marketplace.Core.Data;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Cart;

/// <summary>After sign-in: moves a guest's lines into the person's cart. What is in both keeps the guest's licence, the later choice.</summary>
public sealed class ClaimCart(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid userId, Guid? guestCartId, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Result<Done>>(async () =>
        {
            var guest = guestCartId is null ? null : await db.LockCartAsync(new(null, guestCartId), cancellationToken);
            if (guest is null)
            {
                return default(Done);
            }

            var now = time.GetUtcNow();
            var own = await db.LockOrCreateCartAsync(new(userId, null), now, cancellationToken);
            foreach (var line in guest.Lines.OrderBy(line => line.AddedAt))
            {
                Move(line, own);
            }

            own.DiscountCode = guest.DiscountCode ?? own.DiscountCode;
            own.UpdatedAt = now;
            db.Remove(guest);
            await db.SaveChangesAsync(cancellationToken);
            return default(Done);
        }, cancellationToken);

    private static void Move(CartLine line, ShoppingCart own)
    {
        if (own.Lines.Find(found => found.ProductId == line.ProductId) is { } known)
        {
            known.License = line.License;
            known.SeenPriceCents = line.SeenPriceCents;
        }
        else if (own.Lines.Count < CartPolicy.MaxLines)
        {
            own.Lines.Add(new CartLine
            {
                CartId = own.Id,
                ProductId = line.ProductId,
                License = line.License,
                SeenPriceCents = line.SeenPriceCents,
                AddedAt = line.AddedAt,
            });
        }
    }
}
