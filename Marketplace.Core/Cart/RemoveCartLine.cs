using Marketplace.Core.Data;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Cart;

/// <summary>Takes a product out of the cart; one that is not in it is no refusal.</summary>
public sealed class RemoveCartLine(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(CartOwner owner, Guid productId, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Result<Done>>(async () =>
        {
            var cart = await db.LockCartAsync(owner, cancellationToken);
            if (cart is not null && cart.Lines.RemoveAll(line => line.ProductId == productId) > 0)
            {
                cart.UpdatedAt = time.GetUtcNow();
                await db.SaveChangesAsync(cancellationToken);
            }

            return default(Done);
        }, cancellationToken);
}
