using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Brain.Sources;

public sealed record SourceChoice(bool Readme, bool Docs, bool Faq);

/// <summary>The seller says what of a product the Brain may read and quote.</summary>
public sealed class OpenSources(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid sellerId, Guid productId, SourceChoice choice, CancellationToken cancellationToken) => db.InTransactionAsync<Result<Done>>(async () =>
    {
        if (!await db.Products.AnyAsync(product => product.Id == productId && product.SellerId == sellerId && product.DeletedAt == null, cancellationToken))
        {
            return Error.NotFound("product");
        }

        var now = time.GetUtcNow();
        await db.Database.ExecuteSqlAsync(
            $"""
             insert into brain.opened_sources (product_id, readme, docs, faq, changed_at) values ({productId}, {choice.Readme}, {choice.Docs}, {choice.Faq}, {now})
             on conflict (product_id) do update set readme = excluded.readme, docs = excluded.docs, faq = excluded.faq, changed_at = excluded.changed_at
             """,
            cancellationToken);
        db.Publish(new SourcesChanged(productId), now);
        await db.SaveChangesAsync(cancellationToken);
        return default(Done);
    }, cancellationToken);
}
