using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Selling;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Cart;

/// <summary>Puts a discount code into the cart, in the place of an earlier one; an empty code takes it out. One that exists stays even while it does not apply.</summary>
public sealed class SetCartDiscount(MarketplaceDb db, TimeProvider time)
{
    /// <returns>The cart's id.</returns>
    public async Task<Result<Guid>> ExecuteAsync(CartOwner owner, string? code, CancellationToken cancellationToken)
    {
        var word = DiscountPolicy.Normalize(code ?? "");
        if (word.Length > 0 && !await db.DiscountCodes.AnyAsync(discount => discount.Code == word, cancellationToken))
        {
            return DiscountErrors.Unknown;
        }

        return await db.InTransactionAsync<Result<Guid>>(async () =>
        {
            var now = time.GetUtcNow();
            var cart = await db.LockOrCreateCartAsync(owner, now, cancellationToken);
            cart.DiscountCode = word.Length > 0 ? word : null;
            cart.UpdatedAt = now;
            await db.SaveChangesAsync(cancellationToken);
            return cart.Id;
        }, cancellationToken);
    }
}
