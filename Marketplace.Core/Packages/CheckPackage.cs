using System.Buffers;
using System.Security.Cryptography;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Packages;

/// <summary>
/// Checks an uploaded package and offers it, or says why not. The check runs on a copy: the seller's signed address can still write to
/// the upload, and what was checked must be what is sold. The bytes stream through; memory does not grow with the package.
/// </summary>
public sealed class CheckPackage(MarketplaceDb db, IFileStore files, TimeProvider time)
{
    private const int BufferBytes = 64 << 10;

    public async Task ExecuteAsync(Guid versionId, CancellationToken cancellationToken)
    {
        var version = await db.PackageVersions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == versionId, cancellationToken);
        if (version is not { State: PackageState.Checking })
        {
            return;
        }

        // A name of its own per run: two runs at once must not write one object.
        var copy = $"packages/{version.Id}/{Guid.NewGuid():N}.zip";
        var isOffered = false;
        if (await files.GetSizeAsync(version.BlobKey, cancellationToken) is null)
        {
            await RecordAsync(version, copy, null, "The uploaded bytes are gone. Upload the package again.", cancellationToken);
        }
        else
        {
            await files.CopyAsync(version.BlobKey, copy, cancellationToken);
            var (content, refusal) = await ReadAsync(copy, version.ExpectedSha256, cancellationToken);
            isOffered = await RecordAsync(version, copy, content, refusal, cancellationToken);
        }

        await files.DeleteAsync(version.BlobKey, cancellationToken);
        if (!isOffered)
        {
            await files.DeleteAsync(copy, cancellationToken);
        }
    }

    private async Task<(PackageContent? Content, string? Refusal)> ReadAsync(string key, string? expectedSha256, CancellationToken cancellationToken)
    {
        await using var stream = await files.OpenReadAsync(key, cancellationToken);
        var inspection = await ZipInspection.InspectAsync(stream, cancellationToken);
        if (inspection.Refusal is not null)
        {
            return (null, inspection.Refusal);
        }

        stream.Seek(0, SeekOrigin.Begin);
        var sha256 = await HashAsync(stream, cancellationToken);
        return expectedSha256 is not null && expectedSha256 != sha256
            ? (null, "The bytes differ from the ones that were announced: their SHA-256 is another. Upload the package again.")
            : (new PackageContent(stream.Length, sha256, inspection.Files), null);
    }

    private static async Task<string> HashAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <returns>True when this run's copy is now the version's package.</returns>
    private Task<bool> RecordAsync(PackageVersion checkedVersion, string copy, PackageContent? content, string? refusal, CancellationToken cancellationToken) =>
        db.InTransactionAsync(async () =>
        {
            var product = await db.LockProductAsync(checkedVersion.ProductId, cancellationToken);
            var version = await db.LockVersionAsync(checkedVersion.Id, cancellationToken);
            if (product is null || version is not { State: PackageState.Checking } || version.BlobKey != checkedVersion.BlobKey)
            {
                return false;
            }

            var now = time.GetUtcNow();
            if (content is null)
            {
                version.Refuse(refusal ?? ZipInspection.NotAZip, now);
            }
            else
            {
                version.Accept(copy, content, now);
                product.OfferVersion(version.Id, version.Version, now);
                if (product.IsPublic)
                {
                    db.Publish(new ProductChanged(product.Id), now);
                }
            }

            await db.SaveChangesAsync(cancellationToken);
            return content is not null;
        }, cancellationToken);
}
