using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Api.Plans;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Selling;

internal static class SellerProductEndpoints
{
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
        writes.MapPost("/{id:guid}/submit", SubmitAsync).Gated(PlanFeature.PublishedProducts).WithSummary("Hand a complete draft to the approvers");

        writes.MapDelete("/{id:guid}/change/{changeId:guid}", TakeBackChangeAsync).WithSummary("Take back a change that waits for approval, or put away a refused one");
        app.MapPost(SellingRoutes.Markdown, PreviewMarkdown).WithTags("Seller").ProducesProblem(400).WithSummary("Markdown as buyers will see it");
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
        products.AnswerAsync(caller, id, cancellationToken);

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
        return created.IsOk ? await products.AnswerAsync(caller, created.Value, cancellationToken) : created.Error.ToProblem();
    }

    private static async Task<Results<Ok<SellerProductView>, ProblemHttpResult>> UpdateAsync(
        Guid id, ProductRequest request, ClaimsPrincipal caller, UpdateProduct update, SellerProductReader products, SettlementCurrency currency, CancellationToken cancellationToken)
    {
        var content = ToContent(request, currency);
        if (!content.IsOk)
        {
            return content.Error.ToProblem();
        }

        var updated = await update.ExecuteAsync(caller.UserId(), id, content.Value, new(request.Revision, request.OnlyDraft), cancellationToken);
        return updated.IsOk ? await products.AnswerAsync(caller, id, cancellationToken) : updated.Error.ToProblem();
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
        return submitted.IsOk ? await products.AnswerAsync(caller, id, cancellationToken) : submitted.Error.ToProblem();
    }

    private static async Task<Results<Ok<SellerProductView>, ProblemHttpResult>> TakeBackChangeAsync(
        Guid id, Guid changeId, ClaimsPrincipal caller, TakeBackChange takeBack, SellerProductReader products, CancellationToken cancellationToken)
    {
        var taken = await takeBack.ExecuteAsync(caller.UserId(), id, changeId, cancellationToken);
        return taken.IsOk ? await products.AnswerAsync(caller, id, cancellationToken) : taken.Error.ToProblem();
    }

    private static Ok<MarkdownView> PreviewMarkdown(MarkdownRequest request) => TypedResults.Ok(new MarkdownView(MarkdownRenderer.ToHtml(request.Text)));

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
            Slug = request.Slug,
        };
    }
}
