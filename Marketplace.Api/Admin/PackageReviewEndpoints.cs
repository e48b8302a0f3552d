using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Catalog;
using Marketplace.Api.Hosting;
using Marketplace.Api.Packages;
using Marketplace.Contracts.Admin;
using Marketplace.Contracts.Packages;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Packages;
using Marketplace.Core.Packages.Signing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Admin;

/// <summary>What waits for an admin's word besides new listings: versions of published ones, and appeals of findings.</summary>
internal static class PackageReviewEndpoints
{
    /// <summary>The longest waiting; deciding them brings the next.</summary>
    private const int Shown = 50;

    public static void MapPackageReview(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").WithTags("Admin").RequireAuthorization(Policies.Admin).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        group.MapGet(AdminRoutes.Versions, ListVersionsAsync).WithSummary("New versions of published listings that wait for approval");
        group.MapGet(AdminRoutes.Versions + "/{versionId:guid}/passport", GetPassportAsync).WithSummary("A version's passport with all its findings");
        group.MapPost(AdminRoutes.Versions + "/{versionId:guid}/approve", ApproveAsync).WithSummary("Publish a version and tell its buyers");
        group.MapPost(AdminRoutes.Versions + "/{versionId:guid}/reject", RejectAsync).WithSummary("Refuse a version with a reason");
        group.MapGet(AdminRoutes.Appeals, ListAppealsAsync).WithSummary("Appeals of findings that wait for an answer");
        group.MapPost(AdminRoutes.Appeals + "/{id:guid}", DecideAsync).WithSummary("Answer an appeal");
        group.MapPost(AdminRoutes.SigningKeys, RotateAsync).WithSummary("Replace the key that signs receipts and manifests");
    }

    private static async Task<Ok<IReadOnlyList<VersionReviewView>>> ListVersionsAsync(MarketplaceDb db, VersionChangesReader changes, CancellationToken cancellationToken)
    {
        var rows = await db.PackageVersions.AsNoTracking().Where(version => version.State == PackageState.InReview)
            .OrderBy(version => version.UpdatedAt).ThenBy(version => version.Id).Take(Shown)
            .Join(db.Products, version => version.ProductId, product => product.Id, (version, product) => new
            {
                version.Id,
                version.ProductId,
                product.Title,
                product.Slug,
                product.SellerId,
                product.LatestVersion,
                version.Version,
                version.ChangelogHtml,
                version.SizeBytes,
                version.FileCount,
                version.UpdatedAt,
                Badge = db.VersionPassports.Where(passport => passport.VersionId == version.Id).Select(passport => passport.Badge).FirstOrDefault(),
            }).OrderBy(row => row.UpdatedAt).ToListAsync(cancellationToken);
        var sellers = await SellerBadges.LoadAsync(db, [.. rows.Select(row => row.SellerId).Distinct()], cancellationToken);
        List<VersionReviewView> views = [];
        foreach (var row in rows)
        {
            views.Add(new(
                row.Id, row.ProductId, row.Title, row.Slug, row.Version, row.ChangelogHtml, row.SizeBytes ?? 0, row.FileCount, sellers[row.SellerId], PassportReader.ToView(row.Badge),
                row.LatestVersion is { } latest ? await changes.FindAsync(row.ProductId, latest, row.Version, cancellationToken) : null, row.UpdatedAt));
        }

        return TypedResults.Ok<IReadOnlyList<VersionReviewView>>(views);
    }

    private static async Task<Results<Ok<FullPassportView>, ProblemHttpResult>> GetPassportAsync(Guid versionId, PassportReader passports, CancellationToken cancellationToken)
    {
        var passport = await passports.FindFullAsync(versionId, cancellationToken);
        return passport is null ? Error.NotFound("passport").ToProblem() : TypedResults.Ok(passport);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ApproveAsync(Guid versionId, DecideVersion decide, CancellationToken cancellationToken) =>
        Answer(await decide.ApproveAsync(versionId, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> RejectAsync(Guid versionId, RejectRequest request, DecideVersion decide, CancellationToken cancellationToken) =>
        Answer(await decide.RejectAsync(versionId, request.Reason, cancellationToken));

    private static async Task<Ok<IReadOnlyList<AppealView>>> ListAppealsAsync(MarketplaceDb db, CancellationToken cancellationToken)
    {
        var rows = await db.FindingAppeals.AsNoTracking().Where(appeal => appeal.State == AppealState.Open).OrderBy(appeal => appeal.CreatedAt).ThenBy(appeal => appeal.Id).Take(Shown)
            .Join(db.PackageVersions, appeal => appeal.VersionId, version => version.Id, (appeal, version) => new { Appeal = appeal, version.Version })
            .Join(db.Products, row => row.Appeal.ProductId, product => product.Id, (row, product) => new { row.Appeal, row.Version, product.Title, product.SellerId })
            .OrderBy(row => row.Appeal.CreatedAt).ToListAsync(cancellationToken);
        var sellers = await SellerBadges.LoadAsync(db, [.. rows.Select(row => row.SellerId).Distinct()], cancellationToken);
        var versionIds = rows.Select(row => row.Appeal.VersionId).Distinct().ToList();
        var passports = await db.VersionPassports.AsNoTracking().Where(passport => versionIds.Contains(passport.VersionId)).ToDictionaryAsync(passport => passport.VersionId, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<AppealView>>([.. rows.Select(row => new AppealView(
            row.Appeal.Id, row.Appeal.ProductId, row.Appeal.VersionId, row.Title, row.Version, sellers[row.SellerId], row.Appeal.Reason,
            passports.GetValueOrDefault(row.Appeal.VersionId)?.Passport.Findings.FirstOrDefault(finding => finding.Id == row.Appeal.FindingId) is { } finding ? PassportReader.ToView(finding, row.Appeal) : null,
            row.Appeal.CreatedAt))]);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DecideAsync(
        Guid id, AppealDecisionRequest request, ClaimsPrincipal caller, DecideAppeal decide, CancellationToken cancellationToken) =>
        Answer(await decide.ExecuteAsync(caller.UserId(), id, request.Grant, request.Answer, cancellationToken));

    private static async Task<Ok<SigningKeysView>> RotateAsync(RotateKeyRequest request, SigningKeys keys, MarketplaceDb db, CancellationToken cancellationToken)
    {
        await keys.RotateAsync(request.Revoke, cancellationToken);
        return await VerifyEndpoints.ListKeysAsync(db, cancellationToken);
    }

    private static Results<NoContent, ProblemHttpResult> Answer(Result<Done> done) => done.IsOk ? TypedResults.NoContent() : done.Error.ToProblem();
}
