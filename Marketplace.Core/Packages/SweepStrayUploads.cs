using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Packages;

/// <summary>
/// Removes from the store what no version waits for: uploads that another announcement replaced, bodies sent after their check, and what a
/// process left that died between the store and the database. Blocks count too: S3 keeps them, and bills them, for ever.
/// </summary>
/// <remarks>Their age is the store's and so measured by the wall clock. It exceeds the life of a signed address, so nobody still sends.</remarks>
public sealed class SweepStrayUploads(MarketplaceDb db, IFileStore files, TimeProvider wallClock)
{
    private const int BatchSize = 200;

    /// <returns>How many were removed.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var before = wallClock.GetUtcNow() - PackagePolicy.AbandonedAfter;
        var removed = 0;
        var bodies = files.ListAsync(FileArea.Packages, PackagePolicy.UploadPrefix, cancellationToken).Where(file => file.ChangedAt < before).Select(file => file.Key);
        await foreach (var keys in bodies.Chunk(BatchSize).WithCancellation(cancellationToken))
        {
            foreach (var key in keys.Except(await WaitedForAsync(keys, cancellationToken)))
            {
                await files.DeleteAsync(key, cancellationToken);
                removed++;
            }
        }

        var uploads = files.ListOpenUploadsAsync(PackagePolicy.UploadPrefix, cancellationToken).Where(open => open.StartedAt < before).Select(open => open.Upload);
        await foreach (var batch in uploads.Chunk(BatchSize).WithCancellation(cancellationToken))
        {
            var waitedFor = await WaitedForAsync([.. batch.Select(upload => upload.Key)], cancellationToken);
            foreach (var upload in batch.Where(upload => !waitedFor.Contains(upload.Key)))
            {
                await files.AbortBlocksAsync(upload, cancellationToken);
                removed++;
            }
        }

        return removed;
    }

    private async Task<HashSet<string>> WaitedForAsync(string[] keys, CancellationToken cancellationToken) => await db.PackageVersions
        .Where(version => keys.Contains(version.BlobKey) && (version.State == PackageState.Uploading || version.State == PackageState.Checking))
        .Select(version => version.BlobKey)
        .ToHashSetAsync(cancellationToken);
}
