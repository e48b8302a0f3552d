using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Packages;

/// <param name="UploadId">Which upload is meant; null for whichever is the newest.</param>
public sealed record UploadEnd(Guid? UploadId, string? Sha256);

/// <summary>Takes what arrived in the store and hands it to the check. What is plainly no zip is refused here, and may be sent again.</summary>
public sealed class CompleteVersion(MarketplaceDb db, IFileStore files, TimeProvider time)
{
    private const int JoinLooks = 5;
    private static readonly TimeSpan JoinPause = TimeSpan.FromMilliseconds(200);

    /// <returns>The version's id.</returns>
    public async Task<Result<Guid>> ExecuteAsync(Guid sellerId, Guid productId, string version, UploadEnd end, CancellationToken cancellationToken)
    {
        var found = await db.PackageVersions.AsNoTracking().OfSeller(db, sellerId, productId, version).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return Error.NotFound("version");
        }

        // A second click, or a retry after a lost answer; unless it is about other bytes.
        if (found.IsReceived)
        {
            var known = found.Sha256 ?? found.ExpectedSha256;
            return end.Sha256 is null || known is null || end.Sha256 == known ? found.Id : PackageErrors.OtherUploaded(version);
        }

        if (found.State == PackageState.Refused)
        {
            return PackageErrors.NotUploading(version, found.State);
        }

        if (end.UploadId is { } upload && upload != found.UploadId)
        {
            return PackageErrors.UploadReplaced(version);
        }

        var size = await ReceiveAsync(found, cancellationToken);
        return size.IsOk ? await CompleteAsync(found, size.Value, end.Sha256, cancellationToken) : size.Error;
    }

    private async Task<Result<long>> ReceiveAsync(PackageVersion version, CancellationToken cancellationToken)
    {
        var size = await files.GetSizeAsync(version.BlobKey, cancellationToken);
        if (size is null && version.AnnouncedBytes is { } announced)
        {
            var (joined, mayBeUnderWay) = await JoinAsync(version, announced, cancellationToken);
            size = await files.GetSizeAsync(version.BlobKey, cancellationToken);
            for (var look = 0; size is null && mayBeUnderWay && look < JoinLooks; look++)
            {
                await Task.Delay(JoinPause, cancellationToken);
                size = await files.GetSizeAsync(version.BlobKey, cancellationToken);
            }

            if (size is null && joined is not null)
            {
                return joined;
            }
        }

        var refusal = size switch
        {
            null or 0 => PackageErrors.NothingUploaded,
            > PackagePolicy.MaxBytes => PackageErrors.TooLarge,
            _ when version.AnnouncedBytes is { } expected && expected != size => PackageErrors.SizeDiffers,
            _ => await IsZipAsync(version.BlobKey, cancellationToken) ? null : PackageErrors.NotAZip,
        };
        if (refusal is null)
        {
            return size ?? 0;
        }

        // Out of the way of the next attempt: the same file cannot go on, and a whole body may be sent again.
        await db.PackageVersions
            .Where(row => row.Id == version.Id && row.State == PackageState.Uploading && row.BlobKey == version.BlobKey)
            .ExecuteUpdateAsync(row => row.SetProperty(changed => changed.Fingerprint, (string?)null), cancellationToken);
        await files.DeleteAsync(version.BlobKey, cancellationToken);
        return refusal;
    }

    /// <summary>Why the blocks could not be joined, and whether another complete may be joining them at this moment: then the object shows a little later.</summary>
    private async Task<(Error? Refusal, bool MayBeUnderWay)> JoinAsync(PackageVersion version, long announced, CancellationToken cancellationToken)
    {
        if (await files.ListBlocksAsync(version.Upload, cancellationToken) is not { } listed)
        {
            return (PackageErrors.UploadGone, true);
        }

        var blocks = PackagePolicy.Arrived(announced, listed);
        if (blocks.Count != PackagePolicy.BlockCount(announced))
        {
            // Azure lists no blocks any more once they are joined.
            return (PackageErrors.BlocksMissing, blocks.Count == 0);
        }

        return await files.CommitBlocksAsync(version.Upload, blocks, cancellationToken) ? (null, false) : (PackageErrors.BlocksMissing, true);
    }

    private async Task<bool> IsZipAsync(string key, CancellationToken cancellationToken)
    {
        await using var stream = await files.OpenReadAsync(key, cancellationToken);
        return await ZipInspection.LooksLikeZipAsync(stream, cancellationToken);
    }

    private Task<Result<Guid>> CompleteAsync(PackageVersion found, long size, string? sha256, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Result<Guid>>(async () =>
        {
            var version = await db.LockVersionAsync(found.Id, cancellationToken);
            if (version is null || version.BlobKey != found.BlobKey)
            {
                return PackageErrors.NothingUploaded;
            }

            if (version.IsReceived)
            {
                return version.Id;
            }

            var now = time.GetUtcNow();
            var completed = version.Complete(size, sha256, now);
            if (!completed.IsOk)
            {
                return completed.Error;
            }

            db.Publish(new PackageUploaded(version.Id), now);
            await db.SaveChangesAsync(cancellationToken);
            return version.Id;
        }, cancellationToken);
}
