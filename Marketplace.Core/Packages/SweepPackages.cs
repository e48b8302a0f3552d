using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Packages;

/// <summary>Removes uploads that were never completed, and starts checks again that were lost with their worker.</summary>
public sealed class SweepPackages(MarketplaceDb db, IFileStore files, TimeProvider time)
{
    private const int BatchSize = 100;

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var abandoned = await db.PackageVersions.AsNoTracking()
            .Where(version => version.State == PackageState.Uploading && version.UpdatedAt < now - PackagePolicy.AbandonedAfter)
            .OrderBy(version => version.UpdatedAt)
            .Select(version => new { version.Id, version.BlobKey, version.StoreUploadId })
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
        foreach (var version in abandoned)
        {
            // The row first, and only as it was: a seller who comes back announces again and gets a new place.
            var removed = await db.PackageVersions
                .Where(row => row.Id == version.Id && row.State == PackageState.Uploading && row.BlobKey == version.BlobKey)
                .ExecuteDeleteAsync(cancellationToken);
            if (removed == 1)
            {
                await files.AbortBlocksAsync(new(version.BlobKey, version.StoreUploadId), cancellationToken);
                await files.DeleteAsync(version.BlobKey, cancellationToken);
            }
        }

        await RestartLostChecksAsync(now, cancellationToken);
    }

    private Task<bool> RestartLostChecksAsync(DateTimeOffset now, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        var before = now - PackagePolicy.CheckLostAfter;
        var lost = await db.PackageVersions
            .FromSql($"select * from packages.versions where state = 'Checking' and updated_at < {before} limit {BatchSize} for update skip locked")
            .AsTracking()
            .ToListAsync(cancellationToken);
        foreach (var version in lost)
        {
            version.UpdatedAt = now;
            db.Publish(new PackageUploaded(version.Id), now);
        }

        await db.SaveChangesAsync(cancellationToken);
        return true;
    }, cancellationToken);
}
