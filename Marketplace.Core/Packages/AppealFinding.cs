using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Marketplace.Core.Packages.Passport;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Packages;

/// <summary>A seller asks a person to look at a finding.</summary>
public sealed class AppealFinding(MarketplaceDb db, TimeProvider time)
{
    public async Task<Result<Done>> ExecuteAsync(Guid sellerId, Guid productId, string number, string findingId, string reason, CancellationToken cancellationToken)
    {
        var version = await db.PackageVersions.Where(version => version.ProductId == productId && version.Version == number)
            .Where(version => db.Products.Any(product => product.Id == productId && product.SellerId == sellerId && product.DeletedAt == null))
            .Select(version => (Guid?)version.Id).SingleOrDefaultAsync(cancellationToken);
        var passport = await db.VersionPassports.AsNoTracking().SingleOrDefaultAsync(passport => passport.VersionId == version, cancellationToken);
        var finding = passport?.Passport.Findings.FirstOrDefault(finding => finding.Id == findingId);
        if (version is null || finding is null)
        {
            return Error.NotFound("finding");
        }

        if (finding.Severity == FindingSeverity.Info)
        {
            return AppealErrors.OnlyWhatCounts;
        }

        var now = time.GetUtcNow();
        var appeal = new FindingAppeal { Id = Guid.CreateVersion7(now), ProductId = productId, VersionId = version.Value, FindingId = findingId, Reason = reason.Trim(), CreatedAt = now };
        db.FindingAppeals.Add(appeal);
        db.Publish(new FindingAppealed(appeal.Id), now);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return default(Done);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation(FindingAppealConfiguration.OnceIndex))
        {
            return AppealErrors.Made;
        }
    }
}

/// <summary>A person's answer. What no longer blocks goes on as if it had never blocked.</summary>
public sealed class DecideAppeal(MarketplaceDb db, VersionOffers offers, TimeProvider time)
{
    public async Task<Result<Done>> ExecuteAsync(Guid adminId, Guid appealId, bool isGranted, string? answer, CancellationToken cancellationToken)
    {
        var versionId = await db.FindingAppeals.Where(appeal => appeal.Id == appealId).Select(appeal => (Guid?)appeal.VersionId).SingleOrDefaultAsync(cancellationToken);
        return versionId is null
            ? Error.NotFound("appeal")
            : await db.ChangeVersionAsync(versionId.Value, sellerId: null, async (product, version) =>
            {
                var now = time.GetUtcNow();
                var appeal = await db.FindingAppeals.FromSql($"select * from packages.finding_appeals where id = {appealId} for update").AsTracking().SingleAsync(cancellationToken);
                var decided = appeal.Decide(isGranted, answer?.Trim(), adminId, now);
                if (!decided.IsOk)
                {
                    return decided;
                }

                db.Publish(new AppealDecided(appeal.Id), now);
                await db.SaveChangesAsync(cancellationToken);
                return isGranted ? await WaiveAsync(product, version, now, cancellationToken) : decided;
            }, cancellationToken);
    }

    private async Task<Result<Done>> WaiveAsync(Catalog.Product product, PackageVersion version, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var waived = await offers.WaivedAsync(product.Id, cancellationToken);
        foreach (var passport in await db.VersionPassports.AsTracking().Where(passport => passport.ProductId == product.Id).ToListAsync(cancellationToken))
        {
            passport.Badge = PassportPolicy.BadgeOf(passport.Passport, waived);
            if (passport.VersionId == version.Id && version.State == PackageState.Held && passport.Badge != PassportBadge.None)
            {
                version.EndHold(await offers.NextAsync(product, passport.Badge, cancellationToken), now);
                await offers.FollowUpAsync(product, version, now, cancellationToken);
            }
        }

        return default(Done);
    }
}
