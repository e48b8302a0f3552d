using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Packages;
using Marketplace.Core.Data;
using Marketplace.Core.Packages;
using Marketplace.Core.Packages.Passport;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Packages;

/// <summary>Passports as views: the public part for everybody, the findings for the seller and admins.</summary>
internal sealed class PassportReader(MarketplaceDb db)
{
    /// <summary>Null before the check.</summary>
    public async Task<PassportView?> FindAsync(Guid? versionId, string slug, CancellationToken cancellationToken)
    {
        var row = await db.VersionPassports.AsNoTracking().Where(passport => passport.VersionId == versionId)
            .Join(db.PackageVersions, passport => passport.VersionId, version => version.Id, (passport, version) => new { Passport = passport, version.Version, version.ManifestSha256 })
            .SingleOrDefaultAsync(cancellationToken);
        return row is null ? null : ToView(row.Passport, slug, row.Version, row.ManifestSha256 is not null);
    }

    /// <summary>Null before the check. The caller has made sure that the asker may see it.</summary>
    public async Task<FullPassportView?> FindFullAsync(Guid versionId, CancellationToken cancellationToken)
    {
        var passport = await db.VersionPassports.AsNoTracking().SingleOrDefaultAsync(passport => passport.VersionId == versionId, cancellationToken);
        if (passport is null)
        {
            return null;
        }

        var slug = await db.Products.Where(product => product.Id == passport.ProductId).Select(product => product.Slug).SingleAsync(cancellationToken);
        var view = await FindAsync(versionId, slug, cancellationToken);
        var appeals = await db.FindingAppeals.AsNoTracking().Where(appeal => appeal.ProductId == passport.ProductId).ToDictionaryAsync(appeal => appeal.FindingId, cancellationToken);
        return new(view!, [.. passport.Passport.Findings.Select(finding => ToView(finding, appeals.GetValueOrDefault(finding.Id)))], passport.Passport.MoreFindings);
    }

    public static FindingView ToView(PassportFinding finding, FindingAppeal? appeal) => new(
        finding.Id, finding.Rule,
        finding.Severity switch
        {
            FindingSeverity.Info => SeverityName.Info,
            FindingSeverity.Warning => SeverityName.Warning,
            FindingSeverity.Blocking => SeverityName.Blocking,
            _ => throw new ArgumentOutOfRangeException(nameof(finding), finding.Severity, null),
        },
        finding.Path, finding.Line, finding.Message, finding.Excerpt,
        appeal?.State switch
        {
            AppealState.Open => AppealStatus.Open,
            AppealState.Granted => AppealStatus.Granted,
            AppealState.Denied => AppealStatus.Denied,
            _ => null,
        },
        appeal?.Reason, appeal?.Answer);

    public static BadgeName ToView(PassportBadge badge) => badge switch
    {
        PassportBadge.None => BadgeName.None,
        PassportBadge.Basic => BadgeName.Basic,
        PassportBadge.Verified => BadgeName.Verified,
        _ => throw new ArgumentOutOfRangeException(nameof(badge), badge, null),
    };

    private static PassportView ToView(VersionPassport row, string slug, string version, bool hasManifest)
    {
        var passport = row.Passport;
        var files = $"{CatalogRoutes.Products}/{slug}/versions/{Uri.EscapeDataString(version)}";
        return new(
            version, ToView(row.Badge), row.MadeAt, passport.WasVirusScanned,
            [.. passport.Checks.Select(check => new PassportCheckView(check.Name, check.Passed, check.Detail))],
            [.. passport.Languages.Select(language => new LanguageView(language.Language, language.Lines, passport.CodeLines == 0 ? 0 : Math.Round((double)language.Lines / passport.CodeLines, 4)))],
            passport.CodeLines, passport.FileLicenses, passport.Dependencies.Count + passport.MoreDependencies,
            $"{files}/sbom", hasManifest ? $"{files}/manifest" : null);
    }
}
