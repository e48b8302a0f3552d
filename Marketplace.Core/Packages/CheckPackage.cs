using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Packages;

/// <summary>
/// Checks an uploaded package, makes its passport, and offers it, hands it to the approvers, holds it, or says why not. The check runs on a copy:
/// the seller's signed address can still write to the upload, and what was checked must be what is sold.
/// </summary>
public sealed class CheckPackage(MarketplaceDb db, IFileStore files, ReadPackage read, VersionOffers offers, TimeProvider time)
{
    public async Task ExecuteAsync(Guid versionId, CancellationToken cancellationToken)
    {
        var version = await db.PackageVersions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == versionId, cancellationToken);
        if (version is not { State: PackageState.Checking })
        {
            return;
        }

        // A name of its own per run: two runs at once must not write one object.
        var copy = $"packages/{version.Id}/{Guid.NewGuid():N}.zip";
        var isKept = false;
        if (await files.GetSizeAsync(version.BlobKey, cancellationToken) is null)
        {
            await RecordAsync(version, copy, new("The uploaded bytes are gone. Upload the package again.", null, null), cancellationToken);
        }
        else
        {
            await files.CopyAsync(version.BlobKey, copy, cancellationToken);
            var title = await db.Products.Where(product => product.Id == version.ProductId).Select(product => product.Title).SingleAsync(cancellationToken);
            isKept = await RecordAsync(version, copy, await read.ExecuteAsync(version, title, copy, cancellationToken), cancellationToken);
        }

        await files.DeleteAsync(version.BlobKey, cancellationToken);
        if (!isKept)
        {
            await files.DeleteAsync(copy, cancellationToken);
        }
    }

    /// <returns>True when this run's copy is now the version's package.</returns>
    private Task<bool> RecordAsync(PackageVersion checkedVersion, string copy, PackageReading reading, CancellationToken cancellationToken) =>
        db.InTransactionAsync(async () =>
        {
            var product = await db.LockProductAsync(checkedVersion.ProductId, cancellationToken);
            var version = await db.LockVersionAsync(checkedVersion.Id, cancellationToken);
            if (product is null || version is not { State: PackageState.Checking } || version.BlobKey != checkedVersion.BlobKey)
            {
                return false;
            }

            var now = time.GetUtcNow();
            if (reading is { Content: { } content, Passport: { } passport })
            {
                var badge = await offers.KeepPassportAsync(version, passport, now, cancellationToken);
                var next = await offers.NextAsync(product, badge, cancellationToken);
                version.Accept(copy, content, next, now);
                await offers.FollowUpAsync(product, version, now, cancellationToken);
            }
            else
            {
                version.Refuse(reading.Refusal ?? ZipInspection.NotAZip, now);
                db.Publish(new VersionDecided(version.Id, version.State, copy), now);
            }

            await db.SaveChangesAsync(cancellationToken);
            return reading.Content is not null;
        }, cancellationToken);
}
