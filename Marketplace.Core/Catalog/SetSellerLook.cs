using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Catalog;

/// <summary>Chooses the colour and the pinned products of a seller's page. Whether the plan has that is the caller's to ask.</summary>
public sealed class SetSellerLook(MarketplaceDb db)
{
    /// <param name="accent">Null for the marketplace's own colour.</param>
    /// <param name="pinnedIds">Own products, the first stands first.</param>
    public async Task<Result<Done>> ExecuteAsync(Guid sellerId, string? accent, IReadOnlyList<Guid> pinnedIds, CancellationToken cancellationToken)
    {
        if (!await db.SellerAccounts.AnyAsync(seller => seller.UserId == sellerId, cancellationToken))
        {
            return Error.NotFound("seller");
        }

        if (accent is not null && !LookPolicy.Accents.Contains(accent))
        {
            return CatalogErrors.UnknownAccent;
        }

        List<Guid> pinned = [.. pinnedIds.Distinct()];
        if (pinned.Count > LookPolicy.MaxPinned)
        {
            return CatalogErrors.TooManyPinned;
        }

        var own = await db.Products.CountAsync(product => pinned.Contains(product.Id) && product.SellerId == sellerId && product.DeletedAt == null && product.PublishedAt != null, cancellationToken);
        if (own < pinned.Count)
        {
            return CatalogErrors.NotOwnProduct;
        }

        await db.Database.ExecuteSqlAsync($"""
            insert into catalog.seller_looks (seller_id, accent, pinned_ids) values ({sellerId}, {accent}, {pinned.ToArray()})
            on conflict (seller_id) do update set accent = excluded.accent, pinned_ids = excluded.pinned_ids
            """, cancellationToken);
        return default(Done);
    }
}
