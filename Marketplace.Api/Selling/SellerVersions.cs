using Marketplace.Api.Packages;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Data;
using Marketplace.Core.Packages;
using Marketplace.Core.Packages.Passport;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Selling;

/// <summary>Versions as their seller sees them, without their lists of files, which may have thousands of entries.</summary>
internal sealed class SellerVersions(MarketplaceDb db)
{
    public async Task<SellerVersionView> GetAsync(Guid versionId, CancellationToken cancellationToken) =>
        (await ReadAsync(db.PackageVersions.Where(version => version.Id == versionId), cancellationToken)).Single();

    public async Task<SellerVersionView> GetAsync(Guid productId, string version, CancellationToken cancellationToken) =>
        (await ReadAsync(db.PackageVersions.Where(row => row.ProductId == productId && row.Version == version), cancellationToken)).Single();

    public async Task<IReadOnlyDictionary<Guid, SellerVersionView>> GetAsync(IReadOnlyCollection<Guid> versionIds, CancellationToken cancellationToken) =>
        (await ReadAsync(db.PackageVersions.Where(version => versionIds.Contains(version.Id)), cancellationToken)).ToDictionary(view => view.Id);

    public Task<IReadOnlyList<SellerVersionView>> ListAsync(Guid productId, CancellationToken cancellationToken) =>
        ReadAsync(db.PackageVersions.Where(version => version.ProductId == productId).OrderByDescending(version => version.CreatedAt), cancellationToken);

    private async Task<IReadOnlyList<SellerVersionView>> ReadAsync(IQueryable<PackageVersion> versions, CancellationToken cancellationToken)
    {
        var rows = await versions.Select(version => new VersionRow(
            version.Id, version.Version, version.Changelog, version.State, version.RefusedReason, version.SizeBytes, version.Sha256, version.FileCount, version.CreatedAt, version.YankReason,
            db.VersionPassports.Where(passport => passport.VersionId == version.Id).Select(passport => (PassportBadge?)passport.Badge).FirstOrDefault(),
            db.Downloads.Count(download => download.PackageVersionId == version.Id))).ToListAsync(cancellationToken);
        return [.. rows.Select(ToView)];
    }

    private static SellerVersionView ToView(VersionRow row)
    {
        var isChecked = row.State is PackageState.Ready or PackageState.Held or PackageState.InReview;
        return new(
            row.Id, row.Version, row.Changelog,
            row.State switch
            {
                PackageState.Uploading => PackageStatus.Uploading,
                PackageState.Checking => PackageStatus.Checking,
                PackageState.Ready => PackageStatus.Ready,
                PackageState.Refused => PackageStatus.Refused,
                PackageState.Held => PackageStatus.Held,
                PackageState.InReview => PackageStatus.InReview,
                _ => throw new ArgumentOutOfRangeException(nameof(row), row.State, null),
            },
            row.RefusedReason, row.SizeBytes, row.Sha256, isChecked ? row.FileCount : null, row.CreatedAt,
            isChecked && row.Badge is { } badge ? PassportReader.ToView(badge) : null, row.YankReason, row.Downloads);
    }

    private sealed record VersionRow(
        Guid Id, string Version, string Changelog, PackageState State, string? RefusedReason, long? SizeBytes, string? Sha256, int FileCount, DateTimeOffset CreatedAt, string? YankReason,
        PassportBadge? Badge, int Downloads);
}
