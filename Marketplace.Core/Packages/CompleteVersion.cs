using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Packages;

/// <summary>Takes what arrived in the store and hands it to the check. What is plainly no zip is refused here, and may be sent again.</summary>
public sealed class CompleteVersion(MarketplaceDb db, IFileStore files, TimeProvider time)
{
    /// <returns>The version's id.</returns>
    public async Task<Result<Guid>> ExecuteAsync(Guid sellerId, Guid productId, string version, string? sha256, CancellationToken cancellationToken)
    {
        var found = await db.PackageVersions.AsNoTracking()
            .Where(row => row.ProductId == productId && row.Version == version)
            .Where(row => db.Products.Any(product => product.Id == row.ProductId && product.SellerId == sellerId && product.DeletedAt == null))
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return Error.NotFound("version");
        }

        // A second click, or a retry after a lost answer.
        if (found.State is PackageState.Checking or PackageState.Ready)
        {
            return found.Id;
        }

        if (found.State == PackageState.Refused)
        {
            return PackageErrors.NotUploading(version, found.State);
        }

        var size = await ReceiveAsync(found, cancellationToken);
        return size.IsOk ? await CompleteAsync(found, size.Value, sha256, cancellationToken) : size.Error;
    }

    private async Task<Result<long>> ReceiveAsync(PackageVersion version, CancellationToken cancellationToken)
    {
        var size = await files.GetSizeAsync(version.BlobKey, cancellationToken);
        if (size is null && version.AnnouncedBytes is { } announced)
        {
            var isWhole = await files.CommitBlocksAsync(version.BlobKey, PackagePolicy.BlockCount(announced), cancellationToken);
            size = await files.GetSizeAsync(version.BlobKey, cancellationToken);
            if (!isWhole && size is null)
            {
                return PackageErrors.BlocksMissing;
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

        // Out of the way of the next attempt: blocks sent to a committed object would otherwise not count.
        await files.DeleteAsync(version.BlobKey, cancellationToken);
        return refusal;
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

            if (version.State is PackageState.Checking or PackageState.Ready)
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
