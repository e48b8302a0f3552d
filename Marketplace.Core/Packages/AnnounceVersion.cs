using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Packages;

public sealed record VersionAnnouncement(string Version, string Changelog, long? SizeBytes);

/// <param name="Blocks">Empty when no size was announced.</param>
public sealed record UploadTarget(Guid VersionId, string Version, SignedUpload Whole, IReadOnlyList<UploadBlock> Blocks, DateTimeOffset ExpiresAt);

public sealed record UploadBlock(int Index, long Offset, long LengthBytes, Uri Url);

/// <summary>
/// Opens a version for upload. The product's row is locked, so that two announcements at once cannot both be the newest.
/// Announcing a version again that is not complete gives it a fresh place.
/// </summary>
public sealed class AnnounceVersion(MarketplaceDb db, IFileStore files, TimeProvider time)
{
    public async Task<Result<UploadTarget>> ExecuteAsync(Guid sellerId, Guid productId, VersionAnnouncement announced, CancellationToken cancellationToken)
    {
        if (!SemanticVersion.IsValid(announced.Version))
        {
            return PackageErrors.BadVersion;
        }

        if (announced.SizeBytes > PackagePolicy.MaxBytes)
        {
            return PackageErrors.TooLarge;
        }

        var version = await db.InTransactionAsync(async () =>
        {
            var product = await db.LockProductAsync(productId, cancellationToken);
            return product is null || product.DeletedAt is not null || product.SellerId != sellerId
                ? Error.NotFound("product")
                : await SaveAsync(productId, announced, cancellationToken);
        }, cancellationToken);
        return version.Select(saved => Target(saved, announced.SizeBytes));
    }

    private async Task<Result<PackageVersion>> SaveAsync(Guid productId, VersionAnnouncement announced, CancellationToken cancellationToken)
    {
        var ready = await db.PackageVersions.Where(version => version.ProductId == productId && version.State == PackageState.Ready)
            .Select(version => version.Version).ToListAsync(cancellationToken);
        var version = await db.PackageVersions
            .FromSql($"select * from packages.versions where product_id = {productId} and version = {announced.Version} for update")
            .SingleOrDefaultAsync(cancellationToken);
        if (version?.State != PackageState.Ready
            && ready.MaxBy(text => text, Comparer<string>.Create(SemanticVersion.Compare)) is { } highest
            && SemanticVersion.Compare(announced.Version, highest) <= 0)
        {
            return PackageErrors.NotHigher(announced.Version, highest);
        }

        var now = time.GetUtcNow();
        version ??= db.PackageVersions.Add(NewVersion(productId, announced.Version, now)).Entity;
        var upload = new PackageAnnouncement(
            $"uploads/{version.Id}/{Guid.NewGuid():N}.zip", announced.Changelog, MarkdownRenderer.ToHtml(announced.Changelog), announced.SizeBytes);
        var opened = version.Announce(upload, now);
        if (!opened.IsOk)
        {
            return opened.Error;
        }

        await db.SaveChangesAsync(cancellationToken);
        return version;
    }

    private UploadTarget Target(PackageVersion version, long? sizeBytes)
    {
        var expiresAt = TimeProvider.System.GetUtcNow() + PackagePolicy.UploadLifetime;
        var blocks = sizeBytes is { } size
            ? PackagePolicy.Blocks(size).Select(block =>
                new UploadBlock(block.Index, block.Offset, block.Length, files.SignBlock(version.BlobKey, block.Index, PackagePolicy.UploadLifetime)))
            : [];
        return new(version.Id, version.Version, files.SignUpload(version.BlobKey, PackagePolicy.UploadLifetime), [.. blocks], expiresAt);
    }

    private static PackageVersion NewVersion(Guid productId, string version, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        ProductId = productId,
        Version = version,
        BlobKey = "",
        CreatedAt = now,
        UpdatedAt = now,
    };
}
