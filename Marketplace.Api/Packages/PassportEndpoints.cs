using System.Security.Claims;
using System.Text;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Api.Selling;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Packages;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Packages;
using Marketplace.Core.Packages.Passport;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Packages;

/// <summary>What is known of a version: for everybody what its files are, for its seller what the check found.</summary>
internal static class PassportEndpoints
{
    private const string Json = "application/json";

    public static void MapPassports(this IEndpointRouteBuilder app)
    {
        var open = app.MapGroup(CatalogRoutes.Products + "/{slug}/versions/{version}").WithTags("Catalog").AllowAnonymous().ProducesProblem(404);
        open.MapGet("/sbom", SbomAsync).WithSummary("The software bill of materials, CycloneDX 1.6").Produces(200, contentType: Json);
        open.MapGet("/manifest", ManifestAsync).WithSummary("The signed list of files with their digests, a DSSE envelope").Produces(200, contentType: Json);
        open.MapGet("/changes", ChangesAsync).WithSummary("What differs from another version (from=)");

        var own = app.MapGroup(CatalogRoutes.Products + "/{id:guid}/versions/{version}").WithTags("Seller").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        own.MapGet("/passport", GetAsync).WithSummary("The passport with all its findings");
        own.MapPost("/findings/{findingId}/appeal", AppealAsync).WithSummary("Ask a person to look at a finding");
        own.MapPost("/yank", YankAsync).WithSummary("No longer recommend a version, with the reason");
        own.MapDelete("/yank", EndYankAsync).WithSummary("Recommend it again");
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> SbomAsync(string slug, string version, MarketplaceDb db, CancellationToken cancellationToken)
    {
        var found = await FindAsync(db, slug, version, cancellationToken);
        var passport = await db.VersionPassports.AsNoTracking().SingleOrDefaultAsync(passport => passport.VersionId == (found == null ? null : found.Id), cancellationToken);
        return found is null || passport is null
            ? Error.NotFound("bill of materials").ToProblem()
            : TypedResults.File(Encoding.UTF8.GetBytes(CycloneDx.Write(passport.Passport, slug, version, found.Id, passport.MadeAt)), "application/vnd.cyclonedx+json", $"{slug}-{version}.cdx.json");
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ManifestAsync(
        string slug, string version, MarketplaceDb db, ManifestStore manifests, CancellationToken cancellationToken)
    {
        var found = await FindAsync(db, slug, version, cancellationToken);
        var document = found is null ? null : await manifests.ReadAsync(found.Id, found.ManifestSha256, cancellationToken);
        return document is null ? Error.NotFound("manifest").ToProblem() : TypedResults.File(document.ToBytes(), Json, $"{slug}-{version}.manifest.json");
    }

    private static async Task<Results<Ok<VersionChangesView>, ProblemHttpResult>> ChangesAsync(
        string slug, string version, string from, MarketplaceDb db, VersionChangesReader changes, CancellationToken cancellationToken)
    {
        var newer = await FindAsync(db, slug, version, cancellationToken);
        var older = await FindAsync(db, slug, from, cancellationToken);
        var view = newer is null || older is null ? null : await changes.FindAsync(newer.ProductId, from, version, cancellationToken);
        return view is null ? Error.NotFound("pair of versions").ToProblem() : TypedResults.Ok(view);
    }

    private static async Task<Results<Ok<FullPassportView>, ProblemHttpResult>> GetAsync(
        Guid id, string version, ClaimsPrincipal caller, MarketplaceDb db, PassportReader passports, CancellationToken cancellationToken)
    {
        var versionId = await OwnAsync(db, caller.UserId(), id, version, cancellationToken);
        var passport = versionId is null ? null : await passports.FindFullAsync(versionId.Value, cancellationToken);
        return passport is null ? Error.NotFound("passport").ToProblem() : TypedResults.Ok(passport);
    }

    private static async Task<Results<Ok<FullPassportView>, ProblemHttpResult>> AppealAsync(
        Guid id, string version, string findingId, AppealRequest request, HttpContext http, AppealFinding appeal, MarketplaceDb db, PassportReader passports, CancellationToken cancellationToken)
    {
        var appealed = await appeal.ExecuteAsync(http.User.UserId(), id, version, findingId, request.Reason, cancellationToken);
        return appealed.IsOk ? await GetAsync(id, version, http.User, db, passports, cancellationToken) : appealed.Error.ToProblem();
    }

    private static Task<Results<Ok<SellerVersionView>, ProblemHttpResult>> YankAsync(
        Guid id, string version, YankRequest request, ClaimsPrincipal caller, YankVersion yank, SellerVersions versions, CancellationToken cancellationToken) =>
        ChangeYankAsync(id, version, request.Reason, caller, yank, versions, cancellationToken);

    private static Task<Results<Ok<SellerVersionView>, ProblemHttpResult>> EndYankAsync(
        Guid id, string version, ClaimsPrincipal caller, YankVersion yank, SellerVersions versions, CancellationToken cancellationToken) =>
        ChangeYankAsync(id, version, null, caller, yank, versions, cancellationToken);

    private static async Task<Results<Ok<SellerVersionView>, ProblemHttpResult>> ChangeYankAsync(
        Guid id, string version, string? reason, ClaimsPrincipal caller, YankVersion yank, SellerVersions versions, CancellationToken cancellationToken)
    {
        var changed = await yank.ExecuteAsync(caller.UserId(), id, version, reason, cancellationToken);
        return changed.IsOk ? TypedResults.Ok(await versions.GetAsync(id, version, cancellationToken)) : changed.Error.ToProblem();
    }

    /// <summary>A version that was for sale at some time, also of a listing that no longer is or has another address now: its owners ask too.</summary>
    private static Task<OfferedVersion?> FindAsync(MarketplaceDb db, string slug, string version, CancellationToken cancellationToken) =>
        db.PackageVersions.Where(row => row.Version == version && row.State == PackageState.Ready)
            .Join(db.Products.Where(product => product.PublishedAt != null && (product.Slug == slug || db.FormerSlugs.Any(former => former.Slug == slug && former.ProductId == product.Id))), row => row.ProductId, product => product.Id, (row, product) => new OfferedVersion(row.Id, row.ProductId, row.ManifestSha256))
            .SingleOrDefaultAsync(cancellationToken);

    private static Task<Guid?> OwnAsync(MarketplaceDb db, Guid sellerId, Guid productId, string version, CancellationToken cancellationToken) =>
        db.PackageVersions.Where(row => row.ProductId == productId && row.Version == version)
            .Where(row => db.Products.Any(product => product.Id == productId && product.SellerId == sellerId && product.DeletedAt == null))
            .Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancellationToken);

    private sealed record OfferedVersion(Guid Id, Guid ProductId, string? ManifestSha256);
}
