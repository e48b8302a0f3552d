using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Payouts;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Selling;

internal static class SellingEndpoints
{
    private static readonly Error NotASeller = new(ErrorKind.Forbidden, "selling.not_a_seller", "Become a seller first: POST /api/me/seller, or the page Sell.");

    public static void MapSelling(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/seller").WithTags("Seller").ProducesProblem(400).ProducesProblem(403);
        group.MapGet("/orders", ListSalesAsync).WithSummary("Sold lines with every cent, newest first");
        group.MapGet("/payouts", ListPayoutsAsync).WithSummary("Transfers to Stripe and payouts to the bank, newest first");
        group.MapGet("/balance", GetBalanceAsync).WithSummary("Where the seller's money is, from the ledger");
        group.MapGet("/payouts/forecast", GetForecastAsync).WithSummary("What the next weekly run brings, line by line");
    }

    private static async Task<Results<Ok<PageView<SaleView>>, ProblemHttpResult>> ListSalesAsync(
        string? cursor, int? limit, ClaimsPrincipal caller, SalesReader sales, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(cursor, limit);
        return page.IsOk ? TypedResults.Ok(await sales.ListSalesAsync(caller.UserId(), page.Value, cancellationToken)) : page.Error.ToProblem();
    }

    private static async Task<Results<Ok<PageView<PayoutView>>, ProblemHttpResult>> ListPayoutsAsync(
        string? cursor, int? limit, ClaimsPrincipal caller, SalesReader sales, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(cursor, limit);
        return page.IsOk ? TypedResults.Ok(await sales.ListPayoutsAsync(caller.UserId(), page.Value, cancellationToken)) : page.Error.ToProblem();
    }

    private static async Task<Results<Ok<BalanceView>, ProblemHttpResult>> GetBalanceAsync(
        ClaimsPrincipal caller, MarketplaceDb db, BalanceReader balances, CancellationToken cancellationToken) =>
        await FindAsync(caller, db, cancellationToken) is { } account ? TypedResults.Ok(await balances.GetAsync(account, cancellationToken)) : NotASeller.ToProblem();

    private static async Task<Results<Ok<ForecastView>, ProblemHttpResult>> GetForecastAsync(
        ClaimsPrincipal caller, MarketplaceDb db, BalanceReader balances, CancellationToken cancellationToken) =>
        await FindAsync(caller, db, cancellationToken) is { } account ? TypedResults.Ok(await balances.ForecastAsync(account, cancellationToken)) : NotASeller.ToProblem();

    private static Task<SellerAccount?> FindAsync(ClaimsPrincipal caller, MarketplaceDb db, CancellationToken cancellationToken)
    {
        var id = caller.UserId();
        return db.SellerAccounts.AsNoTracking().SingleOrDefaultAsync(account => account.UserId == id, cancellationToken);
    }
}
