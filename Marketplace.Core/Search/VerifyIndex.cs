using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Search;

/// <param name="Missing">Published products that were not in the index.</param>
/// <param name="Orphaned">Products in the index that are not public.</param>
public sealed record IndexMismatch(int Missing, int Orphaned)
{
    public bool IsEmpty => Missing + Orphaned == 0;
}

/// <summary>Compares the index with the published products and repairs what differs: a lost message must not hide a product for good.</summary>
public sealed class VerifyIndex(MarketplaceDb db, IProductIndex index, IndexProduct indexProduct)
{
    private const int BatchSize = 1_000;

    public async Task<IndexMismatch> ExecuteAsync(CancellationToken cancellationToken)
    {
        var missing = 0;
        for (var batch = await NextPublicAsync(Guid.Empty, cancellationToken); batch.Count > 0; batch = await NextPublicAsync(batch[^1], cancellationToken))
        {
            var indexed = await index.FindIndexedAsync(batch, cancellationToken);
            missing += await RepairAsync([.. batch.Where(id => !indexed.Contains(id))], cancellationToken);
        }

        var orphaned = 0;
        for (var batch = await index.ListAsync(null, BatchSize, cancellationToken); batch.Count > 0; batch = await index.ListAsync(batch[^1], BatchSize, cancellationToken))
        {
            var published = await Public().Where(product => batch.Contains(product.Id)).Select(product => product.Id).ToListAsync(cancellationToken);
            orphaned += await RepairAsync([.. batch.Except(published)], cancellationToken);
        }

        return new(missing, orphaned);
    }

    private async Task<int> RepairAsync(List<Guid> productIds, CancellationToken cancellationToken)
    {
        if (productIds.Count > 0)
        {
            await indexProduct.ExecuteAsync(productIds, cancellationToken);
        }

        return productIds.Count;
    }

    private IQueryable<Product> Public() => db.Products.AsNoTracking().Where(product => product.State == ProductState.Published && product.DeletedAt == null);

    private Task<List<Guid>> NextPublicAsync(Guid after, CancellationToken cancellationToken) => Public()
        .Where(product => product.Id > after)
        .OrderBy(product => product.Id)
        .Select(product => product.Id)
        .Take(BatchSize)
        .ToListAsync(cancellationToken);
}
