using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Search;

/// <summary>Brings the whole index to the catalogue, in batches that each commit: it can be stopped and run again, and searches go on meanwhile.</summary>
public sealed class RebuildIndex(MarketplaceDb db, IProductIndex index, IndexProduct indexProduct)
{
    private const int BatchSize = 200;

    /// <returns>How many products were put.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var put = 0;
        for (List<Guid> batch = await NextAsync(Guid.Empty, cancellationToken); batch.Count > 0; batch = await NextAsync(batch[^1], cancellationToken))
        {
            await indexProduct.ExecuteAsync(batch, cancellationToken);
            put += batch.Count;
        }

        for (var batch = await index.ListAsync(null, BatchSize, cancellationToken); batch.Count > 0; batch = await index.ListAsync(batch[^1], BatchSize, cancellationToken))
        {
            var known = await db.Products.Where(product => batch.Contains(product.Id)).Select(product => product.Id).ToListAsync(cancellationToken);
            await index.RemoveAsync([.. batch.Except(known)], cancellationToken);
        }

        return put;
    }

    private Task<List<Guid>> NextAsync(Guid after, CancellationToken cancellationToken) => db.Products
        .Where(product => product.Id > after)
        .OrderBy(product => product.Id)
        .Select(product => product.Id)
        .Take(BatchSize)
        .ToListAsync(cancellationToken);
}
