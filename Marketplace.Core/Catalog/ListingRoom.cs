using System.Globalization;
using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Catalog;

/// <summary>How many listings a seller may have for sale at once: the plan says.</summary>
internal static class ListingRoom
{
    /// <summary>Puts a listing for sale, if the plan has room for it. Of two at once the second counts the first.</summary>
    public static Task<Result<Done>> PutForSaleAsync(this MarketplaceDb db, Guid productId, Func<Product, Result<Done>> change, CancellationToken cancellationToken) =>
        db.InTransactionAsync(async () =>
        {
            // Always the seller's row before the product's: see ArrangeListings.
            await db.LockSellerAsync(db.Products.Where(found => found.Id == productId).Select(found => found.SellerId), cancellationToken);
            var product = await db.LockProductAsync(productId, cancellationToken);
            if (product is null || product.DeletedAt is not null)
            {
                return Error.NotFound("product");
            }

            if (product.State is ProductState.Submitted or ProductState.Suspended && await db.RoomRefusalAsync(product.SellerId, withSubmitted: false, cancellationToken) is { } refusal)
            {
                return refusal;
            }

            var result = change(product);
            if (result.IsOk)
            {
                await db.SaveChangesAsync(cancellationToken);
            }

            return result;
        }, cancellationToken);

    /// <param name="withSubmitted">Counts also what waits for approval: what is handed in now must find room when it is approved.</param>
    /// <returns>Null when there is room for one more.</returns>
    public static async Task<Error?> RoomRefusalAsync(this MarketplaceDb db, Guid sellerId, bool withSubmitted, CancellationToken cancellationToken)
    {
        var limit = await db.ListingLimitAsync(sellerId, cancellationToken);
        var taken = await db.Products.CountAsync(
            product => product.SellerId == sellerId && product.DeletedAt == null
                && (product.State == ProductState.Published || (withSubmitted && product.State == ProductState.Submitted)),
            cancellationToken);
        return taken < limit
            ? null
            : PlanErrors.Required(PlanFeature.PublishedProducts, string.Create(CultureInfo.InvariantCulture, $"Having more than {limit:N0} listings for sale at once"), limit + 1);
    }

    public static async Task<int> ListingLimitAsync(this MarketplaceDb db, Guid sellerId, CancellationToken cancellationToken) =>
        PlanTable.LimitOf(await db.Users.Where(user => user.Id == sellerId).Select(user => user.Plan).SingleAsync(cancellationToken), PlanFeature.PublishedProducts);

    /// <summary>Until the transaction ends. Rows that refer to the person can still be written.</summary>
    public static Task LockSellerAsync(this MarketplaceDb db, Guid sellerId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select 1 from accounts.users where id = {sellerId} for no key update", cancellationToken);

    private static async Task LockSellerAsync(this MarketplaceDb db, IQueryable<Guid> seller, CancellationToken cancellationToken) =>
        await db.LockSellerAsync(await seller.SingleOrDefaultAsync(cancellationToken), cancellationToken);
}
