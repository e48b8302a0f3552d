using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Catalog;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Api.Selling;

internal static class ProductImageEndpoints
{
    public static void MapProductImages(this IEndpointRouteBuilder app)
    {
        var images = app.MapGroup($"{CatalogRoutes.Products}/{{id:guid}}/images").WithTags("Seller")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);

        // Antiforgery is for cookies; callers here carry a bearer token.
        images.MapPost("", AddImageAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(UploadedImage.LargestRequest)).WithSummary("Add an image (multipart, field file)");
        images.MapPut("/order", OrderAsync).WithSummary("Put all images into an order; the first is the cover");
        images.MapPut("/{imageId:guid}", DescribeAsync).WithSummary("Say what an image shows");
        images.MapDelete("/{imageId:guid}", RemoveImageAsync).WithSummary("Remove an image");
    }

    private static async Task<Results<Ok<SellerProductView>, ProblemHttpResult>> AddImageAsync(
        Guid id, IFormFile file, ClaimsPrincipal caller, AddProductImage add, SellerProductReader products, CancellationToken cancellationToken)
    {
        var upload = await UploadedImage.ReadAsync(file, cancellationToken);
        if (!upload.IsOk)
        {
            return upload.Error.ToProblem();
        }

        var added = await add.ExecuteAsync(caller.UserId(), id, upload.Value, cancellationToken);
        return added.IsOk ? await products.AnswerAsync(caller, id, cancellationToken) : added.Error.ToProblem();
    }

    private static async Task<Results<Ok<SellerProductView>, ProblemHttpResult>> RemoveImageAsync(
        Guid id, Guid imageId, ClaimsPrincipal caller, RemoveProductImage remove, SellerProductReader products, CancellationToken cancellationToken)
    {
        var removed = await remove.ExecuteAsync(caller.UserId(), id, imageId, cancellationToken);
        return removed.IsOk ? await products.AnswerAsync(caller, id, cancellationToken) : removed.Error.ToProblem();
    }

    private static async Task<Results<Ok<SellerProductView>, ProblemHttpResult>> OrderAsync(
        Guid id, ImageOrderRequest request, ClaimsPrincipal caller, OrderProductImages order, SellerProductReader products, CancellationToken cancellationToken)
    {
        var ordered = await order.ExecuteAsync(caller.UserId(), id, request.ImageIds, cancellationToken);
        return ordered.IsOk ? await products.AnswerAsync(caller, id, cancellationToken) : ordered.Error.ToProblem();
    }

    private static async Task<Results<Ok<SellerProductView>, ProblemHttpResult>> DescribeAsync(
        Guid id, Guid imageId, ImageTextRequest request, ClaimsPrincipal caller, DescribeProductImage describe, SellerProductReader products, CancellationToken cancellationToken)
    {
        var described = await describe.ExecuteAsync(caller.UserId(), id, imageId, request.Alt, cancellationToken);
        return described.IsOk ? await products.AnswerAsync(caller, id, cancellationToken) : described.Error.ToProblem();
    }

    internal static async Task<Results<Ok<SellerProductView>, ProblemHttpResult>> AnswerAsync(
        this SellerProductReader products, ClaimsPrincipal caller, Guid id, CancellationToken cancellationToken)
    {
        var product = await products.FindAsync(caller.UserId(), id, cancellationToken);
        return product is null ? Error.NotFound("product").ToProblem() : TypedResults.Ok(product);
    }
}
