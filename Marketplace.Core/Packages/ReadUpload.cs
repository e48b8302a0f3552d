using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Packages;

/// <summary>Where an interrupted upload stands: fresh addresses, and the blocks that need not be sent again.</summary>
public sealed class ReadUpload(MarketplaceDb db, IFileStore files, TimeProvider time)
{
    public async Task<Result<UploadTarget>> ExecuteAsync(Guid sellerId, Guid productId, string version, CancellationToken cancellationToken)
    {
        var found = await db.PackageVersions.AsNoTracking().OfSeller(db, sellerId, productId, version).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return Error.NotFound("version");
        }

        if (found.State != PackageState.Uploading)
        {
            return PackageErrors.NotUploading(version, found.State);
        }

        // Who asks goes on with it: it is not abandoned.
        await db.PackageVersions
            .Where(row => row.Id == found.Id && row.State == PackageState.Uploading)
            .ExecuteUpdateAsync(row => row.SetProperty(changed => changed.UpdatedAt, time.GetUtcNow()), cancellationToken);
        if (found.AnnouncedBytes is null)
        {
            return UploadTarget.Of(found, [], files);
        }

        // Without a fingerprint nobody can say that the next file is this one.
        return found.Fingerprint is not null && await files.ListBlocksAsync(found.Upload, cancellationToken) is { } listed
            ? UploadTarget.Of(found, listed, files)
            : PackageErrors.UploadGone;
    }
}
