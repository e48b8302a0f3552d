using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Selling;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Selling;

/// <summary>What the editor does besides saving: pictures in order, saving by itself, the preview, completions while typing.</summary>
internal static class ListingEditorEndpoints
{
    // 20,000 characters, encoded for a form, and the other fields.
    private const int LargestForm = 256 * 1024;

    public static void MapListingEditor(this IEndpointRouteBuilder routes)
    {
        var sell = routes.MapGroup("/sell").RequireAuthorization();
        sell.MapGet("/words/tags", ListTagsAsync);
        sell.MapGet("/words/stacks", ListStacksAsync);

        // Also where no field of the form is bound: without this the token would not be asked for.
        var writes = sell.MapGroup("").WithMetadata(new RequireAntiforgeryTokenAttribute(), new RequestSizeLimitAttribute(LargestForm));
        writes.MapPost("/preview", PreviewAsync);
        writes.MapPost("/products/{id:guid}/autosave", AutosaveAsync);
        writes.MapPost("/products/{id:guid}/images/order", OrderImagesAsync);
        writes.MapPost("/products/{id:guid}/images/{imageId:guid}/move", MoveImageAsync);
        writes.MapPost("/products/{id:guid}/images/{imageId:guid}/describe", DescribeImageAsync);
        writes.MapPost("/products/{id:guid}/change/{changeId:guid}/take-back", TakeBackChangeAsync);
    }

    private static async Task<Ok<MarkdownView>> PreviewAsync([FromForm] string? text, SellingClient selling, CancellationToken cancellationToken) =>
        TypedResults.Ok(await selling.PreviewMarkdownAsync(text ?? "", cancellationToken));

    /// <summary>Nobody pressed a button: what cannot be saved is told, never shown as an error page.</summary>
    private static async Task<Ok<AutosaveView>> AutosaveAsync(Guid id, IFormCollection fields, SellingClient selling, CancellationToken cancellationToken)
    {
        var (request, errors) = ProductForm.Read(fields).ToRequest();
        if (request is null)
        {
            return TypedResults.Ok(AutosaveView.NotYet(errors.Values.First()));
        }

        request.OnlyDraft = true;
        try
        {
            return TypedResults.Ok(AutosaveView.Saved(await selling.UpdateProductAsync(id, request, cancellationToken)));
        }
        catch (ApiProblemException problem) when (problem.Status == StatusCodes.Status400BadRequest || problem.Code == "catalog.slug_taken")
        {
            return TypedResults.Ok(AutosaveView.NotYet(problem.Errors.SelectMany(error => error.Value).FirstOrDefault() ?? problem.Detail ?? problem.Title));
        }
        catch (ApiProblemException problem) when (problem.Status == StatusCodes.Status409Conflict)
        {
            return TypedResults.Ok(AutosaveView.Stopped(problem.Code == "catalog.stale_edit"
                ? "Changed elsewhere meanwhile, so nothing is saved by itself any more. Press the button to compare."
                : problem.Detail ?? problem.Title));
        }
    }

    private static async Task<Ok> OrderImagesAsync(Guid id, [FromForm] string? ids, SellingClient selling, CancellationToken cancellationToken)
    {
        var order = (ids ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => Guid.TryParse(text, out var image) ? image : Guid.Empty);
        await selling.OrderImagesAsync(id, order, cancellationToken);
        return TypedResults.Ok();
    }

    /// <param name="to">left, right or cover.</param>
    private static async Task<RedirectHttpResult> MoveImageAsync(Guid id, Guid imageId, [FromForm] string? to, SellingClient selling, Flash flash, CancellationToken cancellationToken)
    {
        var order = (await selling.GetProductAsync(id, cancellationToken)).Images.Select(image => image.Id).ToList();
        var from = order.IndexOf(imageId);
        if (from >= 0)
        {
            var place = Math.Clamp(to switch { "left" => from - 1, "right" => from + 1, _ => 0 }, 0, order.Count - 1);
            order.RemoveAt(from);
            order.Insert(place, imageId);
            await selling.OrderImagesAsync(id, order, cancellationToken);
            flash.Say(place == 0 ? "This picture is the cover now" : $"Moved to place {place + 1} of {order.Count}");
        }

        return TypedResults.LocalRedirect($"{SellingEndpoints.ProductPath(id)}#image-{imageId}");
    }

    private static async Task<RedirectHttpResult> DescribeImageAsync(Guid id, Guid imageId, [FromForm] string? alt, SellingClient selling, Flash flash, CancellationToken cancellationToken)
    {
        await selling.DescribeImageAsync(id, imageId, alt, cancellationToken);
        flash.Say("Description of the picture saved");
        return TypedResults.LocalRedirect($"{SellingEndpoints.ProductPath(id)}#image-{imageId}");
    }

    private static async Task<RedirectHttpResult> TakeBackChangeAsync(Guid id, Guid changeId, [FromForm] string? refused, SellingClient selling, Flash flash, CancellationToken cancellationToken)
    {
        await selling.TakeBackChangeAsync(id, changeId, cancellationToken);
        flash.Say(refused is null ? "Change taken back" : "Put away", "The listing stays for sale as it is.");
        return TypedResults.LocalRedirect(SellingEndpoints.ProductPath(id));
    }

    private static async Task<Ok<IReadOnlyList<VocabularyView>>> ListTagsAsync(string? prefix, HttpContext context, CatalogClient catalog, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "private, max-age=60";
        return TypedResults.Ok(Few(await catalog.ListTagsAsync(Shorten(prefix), cancellationToken)));
    }

    private static async Task<Ok<IReadOnlyList<VocabularyView>>> ListStacksAsync(string? prefix, HttpContext context, CatalogClient catalog, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "private, max-age=60";
        return TypedResults.Ok(Few(await catalog.ListStacksAsync(Shorten(prefix), cancellationToken)));
    }

    private static string Shorten(string? prefix) => prefix is null ? "" : prefix[..Math.Min(prefix.Length, 40)];

    private static IReadOnlyList<VocabularyView> Few(IReadOnlyList<VocabularyView> words) => [.. words.Take(8)];
}

/// <summary>What became of saving by itself.</summary>
/// <param name="State">saved, waiting (something is not right yet) or stopped.</param>
internal sealed record AutosaveView(string State, string? Text, uint? Revision, DateTimeOffset? At, IReadOnlyList<string>? Missing, IReadOnlyList<string>? NewStack)
{
    public static AutosaveView Saved(SellerProductView product) => new("saved", null, product.Revision, product.UpdatedAt, product.Missing, product.NewStack);

    public static AutosaveView NotYet(string reason) => new("waiting", reason, null, null, null, null);

    public static AutosaveView Stopped(string reason) => new("stopped", reason, null, null, null, null);
}
