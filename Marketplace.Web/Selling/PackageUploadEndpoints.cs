using Marketplace.Contracts.Http;
using Marketplace.Contracts.Packages;
using Marketplace.Contracts.Selling;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Selling;

/// <summary>
/// A package goes to the store in blocks. With JavaScript the browser sends them itself, between the two JSON calls;
/// without, this host passes the form's file on as it arrives, never holding more than a few kilobytes of it.
/// </summary>
internal static class PackageUploadEndpoints
{
    public const long MaxPackageBytes = 2L * 1024 * 1024 * 1024;

    private const string AntiforgeryHeader = "RequestVerificationToken";
    private const int FormFieldsAllowance = 1024 * 1024;

    public static void MapPackageUpload(this IEndpointRouteBuilder routes)
    {
        var versions = routes.MapGroup("/sell/products/{id:guid}").RequireAuthorization();

        // The antiforgery middleware would read the whole form to find its token: these check it themselves.
        versions.MapPost("/versions", UploadAsync)
            .DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(MaxPackageBytes + FormFieldsAllowance));
        versions.MapPost("/uploads", BeginAsync).DisableAntiforgery();
        versions.MapPost("/uploads/{version}/complete", CompleteAsync).DisableAntiforgery();
        versions.MapPost("/uploads/{version}/cancel", CancelAsync).DisableAntiforgery();
    }

    private static async Task<RedirectHttpResult> UploadAsync(Guid id, HttpContext context, PackageUpload upload, SellingClient selling, IAntiforgery antiforgery, Flash flash, CancellationToken cancellationToken)
    {
        var form = await MultipartPackage.ReadFieldsAsync(context.Request, cancellationToken);
        context.Request.Headers[AntiforgeryHeader] = form.Field("__RequestVerificationToken");
        await CheckAsync(antiforgery, context);
        if (form.FileLength == 0)
        {
            throw Refused("No package chosen", "Choose the zip file first.");
        }

        if (form.FileLength > MaxPackageBytes)
        {
            throw Refused("The package is too large", "A package has at most 2 GiB.");
        }

        var target = await selling.CreateVersionAsync(id, new CreateVersionRequest
        {
            Version = form.Field("version").Trim(),
            Changelog = form.Field("changelog"),
            SizeBytes = form.FileLength,
        }, cancellationToken);
        var sha256 = await upload.SendAsync(form, target, cancellationToken);
        await selling.CompleteVersionAsync(id, target.Version, new CompleteVersionRequest { Sha256 = sha256, UploadId = target.UploadId }, cancellationToken);
        flash.Say($"Version {target.Version} uploaded", "The package is being checked; this takes a few seconds.");
        return TypedResults.LocalRedirect(SellingEndpoints.ProductPath(id) + "#package");
    }

    private static async Task<Ok<UploadTargetView>> BeginAsync(Guid id, [FromBody] CreateVersionRequest request, HttpContext context, SellingClient selling, StoreOrigins store, IAntiforgery antiforgery, CancellationToken cancellationToken)
    {
        await CheckAsync(antiforgery, context);
        var target = await selling.CreateVersionAsync(id, request, cancellationToken);
        store.Add(new Uri(target.UploadUrl).GetLeftPart(UriPartial.Authority));
        return TypedResults.Ok(target);
    }

    private static async Task<Ok<SellerVersionView>> CompleteAsync(Guid id, string version, [FromBody] CompleteVersionRequest request, HttpContext context, SellingClient selling, Flash flash, IAntiforgery antiforgery, CancellationToken cancellationToken)
    {
        await CheckAsync(antiforgery, context);
        var view = await selling.CompleteVersionAsync(id, version, request, cancellationToken);
        flash.Say($"Version {version} uploaded", "The package is being checked; this takes a few seconds.");
        return TypedResults.Ok(view);
    }

    private static async Task<NoContent> CancelAsync(Guid id, string version, HttpContext context, SellingClient selling, IAntiforgery antiforgery, CancellationToken cancellationToken)
    {
        await CheckAsync(antiforgery, context);
        await selling.CancelUploadAsync(id, version, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task CheckAsync(IAntiforgery antiforgery, HttpContext context)
    {
        try
        {
            await antiforgery.ValidateRequestAsync(context);
        }
        catch (AntiforgeryValidationException)
        {
            throw Refused("This page was open for too long", "Reload it and send the form again.");
        }
    }

    internal static ApiProblemException Refused(string title, string detail) =>
        new(StatusCodes.Status400BadRequest, "validation_failed", title, detail, new Dictionary<string, string[]>());
}
