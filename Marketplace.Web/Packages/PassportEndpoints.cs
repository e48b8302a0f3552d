using Marketplace.Contracts.Admin;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Packages;
using Marketplace.Contracts.Selling;
using Marketplace.Web.Hosting;
using Marketplace.Web.Selling;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Packages;

internal static class PassportEndpoints
{
    public static void MapPassportForms(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/products/{slug}/versions/{version}");
        products.MapGet("/sbom", async (string slug, string version, CatalogClient catalog, CancellationToken cancellationToken) => new ApiFile(await catalog.OpenSbomAsync(slug, version, cancellationToken)));
        products.MapGet("/manifest", async (string slug, string version, CatalogClient catalog, CancellationToken cancellationToken) => new ApiFile(await catalog.OpenManifestAsync(slug, version, cancellationToken)));

        var own = routes.MapGroup("/sell/products/{id:guid}/versions/{version}").RequireAuthorization();
        own.MapPost("/findings/{findingId}/appeal", AppealAsync);
        own.MapPost("/yank", YankAsync);
        own.MapPost("/yank/end", EndYankAsync);

        var admin = routes.MapGroup("/admin/versions").RequireAuthorization();
        admin.MapPost("/{versionId:guid}/approve", ApproveAsync);
        admin.MapPost("/{versionId:guid}/reject", RejectAsync);
        admin.MapPost("/appeals/{id:guid}", DecideAsync);
    }

    private static string PagePath(Guid id, string version) => $"{SellingEndpoints.ProductPath(id)}/versions/{Uri.EscapeDataString(version)}";

    private static async Task<RedirectHttpResult> AppealAsync(Guid id, string version, string findingId, [FromForm] string? reason, SellingClient selling, Flash flash, CancellationToken cancellationToken)
    {
        await selling.AppealAsync(id, version, findingId, new() { Reason = reason ?? "" }, cancellationToken);
        flash.Say("Appeal sent", "A person reads it. You get a mail with the answer.");
        return TypedResults.LocalRedirect(PagePath(id, version) + "#findings");
    }

    private static async Task<RedirectHttpResult> YankAsync(Guid id, string version, [FromForm] string? reason, SellingClient selling, Flash flash, CancellationToken cancellationToken)
    {
        await selling.YankAsync(id, version, new YankRequest { Reason = reason ?? "" }, cancellationToken);
        flash.Say($"Version {version} is yanked", "New buyers no longer get it.");
        return TypedResults.LocalRedirect(PagePath(id, version));
    }

    private static async Task<RedirectHttpResult> EndYankAsync(Guid id, string version, SellingClient selling, Flash flash, CancellationToken cancellationToken)
    {
        await selling.EndYankAsync(id, version, cancellationToken);
        flash.Say($"Version {version} is recommended again");
        return TypedResults.LocalRedirect(PagePath(id, version));
    }

    private static async Task<RedirectHttpResult> ApproveAsync(Guid versionId, [FromForm] string? title, AdminClient admin, Flash flash, CancellationToken cancellationToken)
    {
        await admin.ApproveVersionAsync(versionId, cancellationToken);
        flash.Say("Published", $"{title ?? "The version"} is out, and its buyers are told.");
        return TypedResults.LocalRedirect("/admin/versions");
    }

    private static async Task<RedirectHttpResult> RejectAsync(Guid versionId, [FromForm] string? reason, [FromForm] string? title, AdminClient admin, Flash flash, CancellationToken cancellationToken)
    {
        await admin.RejectVersionAsync(versionId, new() { Reason = reason ?? "" }, cancellationToken);
        flash.Say("Rejected", $"The seller of {title ?? "the version"} gets your reason.");
        return TypedResults.LocalRedirect("/admin/versions");
    }

    private static async Task<RedirectHttpResult> DecideAsync(Guid id, [FromForm] string? decision, [FromForm] string? reason, AdminClient admin, Flash flash, CancellationToken cancellationToken)
    {
        var isGranted = decision == "grant";
        await admin.DecideAppealAsync(id, new() { Grant = isGranted, Answer = string.IsNullOrWhiteSpace(reason) ? null : reason }, cancellationToken);
        flash.Say(isGranted ? "Appeal granted" : "Appeal denied", "The seller is told.");
        return TypedResults.LocalRedirect("/admin/versions");
    }
}
