using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Search;

/// <summary>
/// One writer of the index at a time, until its transaction ends. Taken before the product is read: of two handlings of one product
/// the later one reads the later state, so it writes it too.
/// </summary>
internal static class IndexingLock
{
    private const long Key = 0x5EA2C4;

    public static Task TakeIndexingLockAsync(this MarketplaceDb db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Key})", cancellationToken);
}
