using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Packages;

/// <summary>An approver's word on a new version of a published listing.</summary>
public sealed class DecideVersion(MarketplaceDb db, VersionOffers offers, TimeProvider time)
{
    public Task<Result<Done>> ApproveAsync(Guid versionId, CancellationToken cancellationToken) =>
        DecideAsync(versionId, (version, now) => version.Approve(now), cancellationToken);

    public Task<Result<Done>> RejectAsync(Guid versionId, string reason, CancellationToken cancellationToken) =>
        DecideAsync(versionId, (version, now) => version.Reject(reason.Trim(), now), cancellationToken);

    private Task<Result<Done>> DecideAsync(Guid versionId, Func<PackageVersion, DateTimeOffset, Result<Done>> decide, CancellationToken cancellationToken) =>
        db.ChangeVersionAsync(versionId, sellerId: null, async (product, version) =>
        {
            var now = time.GetUtcNow();
            var decided = decide(version, now);
            if (decided.IsOk)
            {
                await offers.FollowUpAsync(product, version, now, cancellationToken);
            }

            return decided;
        }, cancellationToken);
}

/// <summary>A seller no longer recommends a version, with the reason, or does again. Buyers keep it; a listing that is for sale keeps one version that is recommended.</summary>
public sealed class YankVersion(MarketplaceDb db, VersionOffers offers, TimeProvider time)
{
    /// <param name="reason">Shown to buyers; null to recommend the version again.</param>
    public async Task<Result<Done>> ExecuteAsync(Guid sellerId, Guid productId, string number, string? reason, CancellationToken cancellationToken)
    {
        var id = await db.PackageVersions.Where(version => version.ProductId == productId && version.Version == number).Select(version => (Guid?)version.Id).SingleOrDefaultAsync(cancellationToken);
        return id is null ? Error.NotFound("version") : await db.ChangeVersionAsync(id.Value, sellerId, (product, version) => ChangeAsync(product, version, reason, cancellationToken), cancellationToken);
    }

    private async Task<Result<Done>> ChangeAsync(Product product, PackageVersion version, string? reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (reason is not null && product.IsPublic && !await IsAnotherRecommendedAsync(version, cancellationToken))
        {
            return PackageErrors.OnlyVersion(version.Version);
        }

        var changed = reason is null ? version.EndYank(now) : version.Yank(reason.Trim(), now);
        if (changed.IsOk)
        {
            await db.SaveChangesAsync(cancellationToken);
            await offers.OfferNewestAsync(product, now, cancellationToken);
        }

        return changed;
    }

    private Task<bool> IsAnotherRecommendedAsync(PackageVersion version, CancellationToken cancellationToken) => db.PackageVersions.AnyAsync(
        other => other.ProductId == version.ProductId && other.Id != version.Id && other.State == PackageState.Ready && other.YankedAt == null, cancellationToken);
}
