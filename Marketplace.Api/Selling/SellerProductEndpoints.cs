using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Catalog;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Api.Selling;

internal static class SellerProductEndpoints
{
    // The image's limit and some room for the form around it; the image itself is measured to the byte.
    private const long LargestUpload = ImageRenderer.MaxBytes + 500_000;

    public static void MapSellerProducts(this IEndpointRouteBuilder app)
    {
        var own = app.MapGroup(SellingRoutes.Products).WithTags("Seller").ProducesProblem(400).ProducesProblem(404);
        own.MapGet("", ListAsync).WithSummary("The own listings, the last changed first");
        own.MapGet("/{id:guid}", GetAsync).WithSummary("An own listing with its versions and what it still lacks");
        app.MapGet(SellingRoutes.Fees, PreviewFees).WithTags("Seller").ProducesProblem(400).WithSummary("What a sale at a price gives");

        var writes = app.MapGroup(CatalogRoutes.Products).WithTags("Seller")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        writes.MapPost("", CreateAsync).WithSummary("Start a listing");
        writes.MapPut("/{id:guid}", UpdateAsync).WithSummary("Edit a listing");
        writes.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Take a listing out of the shop for good");
        writes.MapPost("/{id:guid}/submit", SubmitAsync).WithSummary("Hand a complete draft to the approvers");

        // Antiforgery is for cookies; callers here carry a bearer token.
        writes.MapPost("/{id:guid}/images", AddImageAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(LargestUpload)).WithSummary("Add an image (multipart, field file)");
        writes.MapDelete("/{id:guid}/images/{imageId:guid}", RemoveImageAsync).WithSummary("Remove an image");
    }

    private static async Task<Results<Ok<PageView<SellerProductItemView>>, ProblemHttpResult>> ListAsync(
        string? cursor, int? limit, ClaimsPrincipal caller, SellerProductReader products, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(null, limit);
        var start = TimePosition.Parse(cursor, TimePosition.Newest);
        return (page.Error ?? start.Error) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Ok(await products.ListAsync(caller.UserId(), start.Value, page.Value!.Limit, cancellationToken));
    }

    private static Task<Results<Ok<SellerProductView>, ProblemHttpResult>> GetAsync(
        Guid id, ClaimsPrincipal caller, SellerProductReader products, CancellationToken cancellationToken) =>
        AnswerAsync(caller, id, products, cancellationToken);

    private static Results<Ok<FeePreviewView>, ProblemHttpResult> PreviewFees(long amount, SellerProductReader products) => CatalogPolicy.IsPrice(amount)
        ? TypedResults.Ok(products.Fees(amount))
        : CatalogErrors.BadPrice("amount").ToProblem();

    private static async Task<Results<Ok<SellerProductView>, ProblemHttpResult>> CreateAsync(
        ProductRequest request, ClaimsPrincipal caller, CreateProduct create, SellerProductReader products, SettlementCurrency currency, CancellationToken cancellationToken)
    {
        var content = ToContent(request, currency);
        if (!content.IsOk)
        {
            return content.Error.ToProblem();
        }

        var created = await create.ExecuteAsync(caller.UserId(), content.Value, cancellationToken);
        return created.IsOk ? await AnswerAsync(caller, created.Value, products, cancellationToken) : created.Error.ToProblem();
    }

    private static async Task<Results<Ok<SellerProductView>, ProblemHttpResult>> UpdateAsync(
        Guid id, ProductRequest request, ClaimsPrincipal caller, UpdateProduct update, SellerProductReader products, SettlementCurrency currency, CancellationToken cancellationToken)
    {
        var content = ToContent(request, currency);
        if (!content.IsOk)
        {
            return content.Error.ToProblem();
        }

        var updated = await update.ExecuteAsync(caller.UserId(), id, content.Value, request.Revision, cancellationToken);
        return updated.IsOk ? await AnswerAsync(caller, id, products, cancellationToken) : updated.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Guid id, ClaimsPrincipal caller, DeleteProduct delete, CancellationToken cancellationToken)
    {
        var deleted = await delete.ExecuteAsync(caller.UserId(), id, cancellationToken);
        return deleted.IsOk ? TypedResults.NoContent() : deleted.Error.ToProblem();
    }

    private static async Task<Results<Ok<SellerProductView>, ProblemHttpResult>> SubmitAsync(
        Guid id, ClaimsPrincipal caller, SubmitProduct submit, SellerProductReader products, CancellationToken cancellationToken)
    {
        var submitted = await submit.ExecuteAsync(caller.UserId(), id, cancellationToken);
        return submitted.IsOk ? await AnswerAsync(caller, id, products, cancellationToken) : submitted.Error.ToProblem();
    }

    private static async Task<Results<Ok<SellerProductView>, ProblemHttpResult>> AddImageAsync(
        Guid id, IFormFile file, ClaimsPrincipal caller, AddProductImage add, SellerProductReader products, CancellationToken cancellationToken)
    {
        if (file.Length > ImageRenderer.MaxBytes)
        {
            return CatalogErrors.ImageTooLarge.ToProblem();
        }

        var upload = new byte[file.Length];
        await using (var content = file.OpenReadStream())
        {
            await content.ReadExactlyAsync(upload, cancellationToken);
        }

        var added = await add.ExecuteAsync(caller.UserId(), id, upload, cancellationToken);
        return added.IsOk ? await AnswerAsync(caller, id, products, cancellationToken) : added.Error.ToProblem();
    }

    private static async Task<Results<Ok<SellerProductView>, ProblemHttpResult>> RemoveImageAsync(
        Guid id, Guid imageId, ClaimsPrincipal caller, RemoveProductImage remove, SellerProductReader products, CancellationToken cancellationToken)
    {
        var removed = await remove.ExecuteAsync(caller.UserId(), id, imageId, cancellationToken);
        return removed.IsOk ? await AnswerAsync(caller, id, products, cancellationToken) : removed.Error.ToProblem();
    }

    private static async Task<Results<Ok<SellerProductView>, ProblemHttpResult>> AnswerAsync(
        ClaimsPrincipal caller, Guid id, SellerProductReader products, CancellationToken cancellationToken)
    {
        var product = await products.FindAsync(caller.UserId(), id, cancellationToken);
        return product is null ? Error.NotFound("product").ToProblem() : TypedResults.Ok(product);
    }

    private static Result<ProductContent> ToContent(ProductRequest request, SettlementCurrency currency)
    {
        if (request.Price is { } price && price.Currency != currency.Code)
        {
            return CatalogErrors.BadPrice("price");
        }

        if (request.ExtendedPrice is { } extended && extended.Currency != currency.Code)
        {
            return CatalogErrors.BadPrice("extendedPrice");
        }

        return new ProductContent
        {
            Title = request.Title,
            Summary = request.Summary,
            Description = request.Description,
            Category = request.Category,
            Tags = request.Tags,
            Stack = request.Stack,
            PriceCents = request.Price?.Amount,
            ExtendedPriceCents = request.ExtendedPrice?.Amount,
            DemoUrl = request.DemoUrl,
            DocsUrl = request.DocsUrl,
        };
    }
}
