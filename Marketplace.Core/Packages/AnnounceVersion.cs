using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Packages;

/// <param name="Fingerprint">Tells the file from others of its size; with it an interrupted upload goes on.</param>
public sealed record VersionAnnouncement(string Version, string Changelog, long? SizeBytes, string? Fingerprint);

/// <summary>
/// Opens a version for upload. The product's row is locked, so that two announcements at once cannot both be the newest.
/// Announcing a version again that is not complete gives it a fresh place, unless it is the same file: then its upload goes on.
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

        var lostKey = await FindLostAsync(productId, announced, cancellationToken);
        var version = await db.InTransactionAsync(async () =>
        {
            var product = await db.LockProductAsync(productId, cancellationToken);
            return product is null || product.DeletedAt is not null || product.SellerId != sellerId
                ? Error.NotFound("product")
                : await SaveAsync(productId, announced, lostKey, cancellationToken);
        }, cancellationToken);
        return version.IsOk ? await TargetAsync(version.Value, cancellationToken) : version.Error;
    }

    /// <summary>The place of an upload that would go on, but whose blocks the store no longer has.</summary>
    private async Task<string?> FindLostAsync(Guid productId, VersionAnnouncement announced, CancellationToken cancellationToken)
    {
        var open = await db.PackageVersions.AsNoTracking()
            .SingleOrDefaultAsync(version => version.ProductId == productId && version.Version == announced.Version, cancellationToken);
        return open?.IsUploadOf(announced.SizeBytes, announced.Fingerprint) == true && await files.ListBlocksAsync(open.Upload, cancellationToken) is null
            ? open.BlobKey
            : null;
    }

    private async Task<Result<PackageVersion>> SaveAsync(Guid productId, VersionAnnouncement announced, string? lostKey, CancellationToken cancellationToken)
    {
        var ready = await db.PackageVersions.Where(version => version.ProductId == productId && version.State == PackageState.Ready)
            .Select(version => version.Version).ToListAsync(cancellationToken);
        var version = await db.PackageVersions
            .FromSql($"select * from packages.versions where product_id = {productId} and version = {announced.Version} for update")
            .SingleOrDefaultAsync(cancellationToken);
        if (version?.State != PackageState.Ready
            && VersionPolicy.HighestRelease(ready) is { } highest
            && SemanticVersion.Compare(announced.Version, highest) <= 0)
        {
            return PackageErrors.NotHigher(announced.Version, highest);
        }

        if (version?.State is PackageState.Checking or PackageState.Ready or PackageState.InReview)
        {
            return PackageErrors.AlreadyUploaded(version.Version, version.State);
        }

        var now = time.GetUtcNow();
        version ??= db.PackageVersions.Add(NewVersion(productId, announced.Version, now)).Entity;
        var place = version.IsUploadOf(announced.SizeBytes, announced.Fingerprint) && version.BlobKey != lostKey
            ? version.Upload
            : await OpenAsync(productId, announced, cancellationToken);
        var former = version is { State: PackageState.Held or PackageState.Refused } ? version.BlobKey : null;
        var opened = version.Announce(
            new(place, announced.Changelog, MarkdownRenderer.ToHtml(announced.Changelog), announced.SizeBytes, announced.Fingerprint), now);
        if (!opened.IsOk)
        {
            return opened.Error;
        }

        if (former is not null)
        {
            db.Publish(new PackageReplaced(former), now);
        }

        await db.SaveChangesAsync(cancellationToken);
        return version;
    }

    // Under the row's lock, but only where it is certain to be used; what is left by a crash is swept as a stray.
    private async Task<BlockUpload> OpenAsync(Guid productId, VersionAnnouncement announced, CancellationToken cancellationToken)
    {
        var key = $"{PackagePolicy.UploadPrefix}{productId}/{Guid.NewGuid():N}.zip";
        return announced.SizeBytes is null ? new(key, null) : await files.BeginBlocksAsync(key, cancellationToken);
    }

    private async Task<UploadTarget> TargetAsync(PackageVersion version, CancellationToken cancellationToken)
    {
        var blocks = version.AnnouncedBytes is null ? [] : await files.ListBlocksAsync(version.Upload, cancellationToken) ?? [];
        return UploadTarget.Of(version, blocks, files);
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
