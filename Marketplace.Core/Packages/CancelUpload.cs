using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Packages;

/// <summary>Gives up an upload that is not complete, with all that has arrived of it.</summary>
public sealed class CancelUpload(MarketplaceDb db, IFileStore files)
{
    public async Task<Result<Done>> ExecuteAsync(Guid sellerId, Guid productId, string version, CancellationToken cancellationToken)
    {
        var removed = await db.InTransactionAsync<Result<BlockUpload>>(async () =>
        {
            var found = await db.PackageVersions.AsNoTracking().OfSeller(db, sellerId, productId, version).SingleOrDefaultAsync(cancellationToken);
            var row = found is null ? null : await db.LockVersionAsync(found.Id, cancellationToken);
            if (row is null)
            {
                return Error.NotFound("version");
            }

            if (row.State != PackageState.Uploading)
            {
                return PackageErrors.NotUploading(version, row.State);
            }

            var upload = row.Upload;
            db.PackageVersions.Remove(row);
            await db.SaveChangesAsync(cancellationToken);
            return upload;
        }, cancellationToken);
        if (!removed.IsOk)
        {
            return removed.Error;
        }

        // After the row: what a crash leaves here is a stray, and swept.
        await files.AbortBlocksAsync(removed.Value, cancellationToken);
        await files.DeleteAsync(removed.Value.Key, cancellationToken);
        return default(Done);
    }
}
