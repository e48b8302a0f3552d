using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Marketplace.Core.Packages.Passport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Packages;

/// <summary>
/// Makes a passport and a manifest for a version that is offered without one of the present rules: from before there were passports, or after the
/// rules have grown. It takes nothing out of the shop by itself; the badge tells.
/// </summary>
public sealed class AuditPackage(MarketplaceDb db, ReadPackage read, VersionOffers offers, TimeProvider time)
{
    public async Task ExecuteAsync(Guid versionId, CancellationToken cancellationToken)
    {
        var version = await db.PackageVersions.AsNoTracking().SingleAsync(row => row.Id == versionId, cancellationToken);
        var title = await db.Products.Where(product => product.Id == version.ProductId).Select(product => product.Title).SingleAsync(cancellationToken);
        var reading = await read.ExecuteAsync(version, title, version.BlobKey, cancellationToken);
        await db.InTransactionAsync(async () =>
        {
            var now = time.GetUtcNow();
            var locked = await db.LockVersionAsync(versionId, cancellationToken);
            if (locked is { State: PackageState.Ready })
            {
                await offers.KeepPassportAsync(locked, reading.Passport ?? Refused(reading.Refusal), now, cancellationToken);

                // A manifest that was given out stays: receipts name its digest.
                locked.ManifestSha256 ??= reading.Content?.ManifestSha256;
                db.Publish(new ProductChanged(locked.ProductId), now);
                await db.SaveChangesAsync(cancellationToken);
            }

            return true;
        }, cancellationToken);
    }

    /// <summary>It was let in by older rules and would be refused now.</summary>
    private static PackagePassport Refused(string? refusal) => new(
        PassportPolicy.RulesVersion, [new("package.refused", "package.refused", FindingSeverity.Blocking, "", null, refusal ?? ZipInspection.NotAZip, null)], 0, [], [], 0, [], [], 0, false);
}

/// <summary>Finds versions whose passport is missing or of older rules: first those that buyers get now, then the newest; so many at a time.</summary>
public sealed class AuditPackages(MarketplaceDb db, AuditPackage audit, ILogger<AuditPackages> logger)
{
    private const int BatchSize = 100;

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var outdated = await db.PackageVersions
            .Where(version => version.State == PackageState.Ready && !db.VersionPassports.Any(passport => passport.VersionId == version.Id && passport.RulesVersion >= PassportPolicy.RulesVersion))
            .OrderByDescending(version => db.Products.Any(product => product.LatestVersionId == version.Id)).ThenByDescending(version => version.ReadyAt)
            .Select(version => version.Id)
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
        foreach (var versionId in outdated)
        {
            try
            {
                await audit.ExecuteAsync(versionId, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The store may be away for one of them; the next run asks again.
                logger.LogError(exception, "Version {VersionId} has no passport yet", versionId);
            }
        }
    }
}

/// <summary>Approves a listing without a person where the operator allows it: a clean package of a known seller.</summary>
public sealed class ApproveKnownSellers(MarketplaceDb db, ReviewPolicy review, VersionOffers offers, ApproveProduct approve) : IOutboxHandler<ProductSubmitted>
{
    public async Task HandleAsync(ProductSubmitted message, CancellationToken cancellationToken)
    {
        var product = await db.Products.AsNoTracking().SingleAsync(product => product.Id == message.ProductId, cancellationToken);
        var badge = await db.VersionPassports.Where(passport => passport.VersionId == product.LatestVersionId).Select(passport => passport.Badge).SingleOrDefaultAsync(cancellationToken);
        if (product.State == ProductState.Submitted && review.AutoApprove && review.MayPass(badge, await offers.IsKnownAsync(product.SellerId, cancellationToken)))
        {
            // Refused only when a person was faster.
            await approve.ExecuteAsync(product.Id, cancellationToken);
        }
    }
}
