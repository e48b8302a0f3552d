using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Selling;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Selling;

internal static class DiscountEndpoints
{
    public static void MapDiscounts(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(SellingRoutes.Discounts).WithTags("Seller").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        group.MapGet("", ListAsync).WithSummary("The own discount codes with their redemptions, newest first");
        group.MapPost("", CreateAsync).WithSummary("Make a discount code");
        group.MapPut("/{id:guid}", UpdateAsync).WithSummary("Change a discount code; the word itself stays");
        group.MapDelete("/{id:guid}", DeactivateAsync).WithSummary("End a discount code; orders keep it");
    }

    private static async Task<Results<Ok<PageView<DiscountView>>, ProblemHttpResult>> ListAsync(
        string? cursor, int? limit, ClaimsPrincipal caller, DiscountReader discounts, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(cursor, limit);
        return page.IsOk ? TypedResults.Ok(await discounts.ListAsync(caller.UserId(), page.Value, cancellationToken)) : page.Error.ToProblem();
    }

    private static async Task<Results<Ok<DiscountView>, ProblemHttpResult>> CreateAsync(
        DiscountRequest request, ClaimsPrincipal caller, MarketplaceDb db, SaveDiscount save, DiscountReader discounts, CancellationToken cancellationToken)
    {
        var sellerId = caller.UserId();
        return await db.SellerAccounts.AnyAsync(seller => seller.UserId == sellerId, cancellationToken)
            ? await AnswerAsync(await save.CreateAsync(sellerId, request.Code, ToContent(request), cancellationToken), discounts, cancellationToken)
            : AccountErrors.NotASeller.ToProblem();
    }

    private static async Task<Results<Ok<DiscountView>, ProblemHttpResult>> UpdateAsync(
        Guid id, DiscountRequest request, ClaimsPrincipal caller, SaveDiscount save, DiscountReader discounts, CancellationToken cancellationToken) =>
        await AnswerAsync(await save.UpdateAsync(caller.UserId(), id, ToContent(request), cancellationToken), discounts, cancellationToken);

    private static async Task<Results<Ok<DiscountView>, ProblemHttpResult>> DeactivateAsync(
        Guid id, ClaimsPrincipal caller, SaveDiscount save, DiscountReader discounts, CancellationToken cancellationToken) =>
        await AnswerAsync(await save.DeactivateAsync(caller.UserId(), id, cancellationToken), discounts, cancellationToken);

    private static async Task<Results<Ok<DiscountView>, ProblemHttpResult>> AnswerAsync(Result<DiscountCode> saved, DiscountReader discounts, CancellationToken cancellationToken) =>
        saved.IsOk ? TypedResults.Ok(await discounts.ToViewAsync(saved.Value, cancellationToken)) : saved.Error.ToProblem();

    private static DiscountContent ToContent(DiscountRequest request) => new(
        request.Percent,
        request.Amount is { } amount ? new(amount.Amount, amount.Currency) : null,
        request.Minimum is { } minimum ? new(minimum.Amount, minimum.Currency) : null,
        request.ProductIds,
        request.StartsAt?.ToUniversalTime(),
        request.EndsAt?.ToUniversalTime(),
        request.MaxRedemptions,
        request.MaxPerBuyer,
        request.Active);
}
