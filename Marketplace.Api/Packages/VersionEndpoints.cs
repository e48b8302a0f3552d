using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Catalog;
using Marketplace.Api.Hosting;
using Marketplace.Api.Selling;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Packages;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Kernel;
using Marketplace.Core.Packages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Packages;

internal static class VersionEndpoints
{
    public static void MapVersions(this IEndpointRouteBuilder app)
    {
        app.MapGet(CatalogRoutes.Products + "/{slug}/versions", ListAsync).WithTags("Catalog").AllowAnonymous().ProducesProblem(404)
            .WithSummary("Versions and their changes, the newest first");

        var group = app.MapGroup(CatalogRoutes.Products + "/{id:guid}/versions").WithTags("Seller").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        group.MapPost("", AnnounceAsync).WithSummary("Announce a version and get the addresses its zip goes to");
        group.MapPost("/{version}/complete", CompleteAsync).WithSummary("All bytes are there: check the package");
        group.MapGet("/{version}/upload", ReadUploadAsync).WithSummary("Where an interrupted upload stands: fresh addresses, and the blocks that have arrived");
        group.MapDelete("/{version}/upload", CancelUploadAsync).WithSummary("Give up an upload that is not complete");
        app.MapGet(SellingRoutes.Store, Store).WithTags("Seller").WithSummary("Where browsers send packages to");
    }

    private static Ok<StoreView> Store(IFileStore files) => TypedResults.Ok(new StoreView(files.UploadOrigin.GetLeftPart(UriPartial.Authority)));

    private static async Task<Results<Ok<UploadTargetView>, ProblemHttpResult>> ReadUploadAsync(
        Guid id, string version, ClaimsPrincipal caller, ReadUpload uploads, CancellationToken cancellationToken)
    {
        var target = await uploads.ExecuteAsync(caller.UserId(), id, version, cancellationToken);
        return target.IsOk ? TypedResults.Ok(ToView(target.Value)) : target.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelUploadAsync(
        Guid id, string version, ClaimsPrincipal caller, CancelUpload cancel, CancellationToken cancellationToken)
    {
        var canceled = await cancel.ExecuteAsync(caller.UserId(), id, version, cancellationToken);
        return canceled.IsOk ? TypedResults.NoContent() : canceled.Error.ToProblem();
    }

    private static async Task<Results<Ok<IReadOnlyList<VersionView>>, ProblemHttpResult>> ListAsync(
        string slug, ProductDetails details, CancellationToken cancellationToken)
    {
        var versions = await details.FindVersionsAsync(slug, cancellationToken);
        return versions is null ? Error.NotFound("product").ToProblem() : TypedResults.Ok(versions);
    }

    private static async Task<Results<Ok<UploadTargetView>, ProblemHttpResult>> AnnounceAsync(
        Guid id, CreateVersionRequest request, ClaimsPrincipal caller, AnnounceVersion announce, CancellationToken cancellationToken)
    {
        var announcement = new VersionAnnouncement(request.Version, request.Changelog, request.SizeBytes, request.Fingerprint);
        var target = await announce.ExecuteAsync(caller.UserId(), id, announcement, cancellationToken);
        return target.IsOk ? TypedResults.Ok(ToView(target.Value)) : target.Error.ToProblem();
    }

    private static async Task<Results<Ok<SellerVersionView>, ProblemHttpResult>> CompleteAsync(
        Guid id,
        string version,
        CompleteVersionRequest request,
        ClaimsPrincipal caller,
        CompleteVersion complete,
        SellerVersions versions,
        CancellationToken cancellationToken)
    {
        var completed = await complete.ExecuteAsync(caller.UserId(), id, version, new UploadEnd(request.UploadId, request.Sha256), cancellationToken);
        return completed.IsOk ? TypedResults.Ok(await versions.GetAsync(completed.Value, cancellationToken)) : completed.Error.ToProblem();
    }

    private static UploadTargetView ToView(UploadTarget target) => new(
        target.VersionId,
        target.Version,
        target.Whole.Url.AbsoluteUri,
        target.Whole.Headers,
        PackagePolicy.BlockBytes,
        [.. target.Blocks.Select(block => new UploadBlockView(block.Index, block.Offset, block.LengthBytes, block.Url.AbsoluteUri))],
        target.Arrived,
        target.UploadId,
        target.ExpiresAt);
}
