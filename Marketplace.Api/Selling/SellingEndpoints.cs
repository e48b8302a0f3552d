using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Api.Refunds;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Payouts;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Selling;

internal static class SellingEndpoints
{
    private static readonly Error NotASeller = new(ErrorKind.Forbidden, "selling.not_a_seller", "Become a seller first: POST /api/me/seller, or the page Sell.");

    public static void MapSelling(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/seller").WithTags("Seller").ProducesProblem(400).ProducesProblem(403);
        group.MapGet("/orders", ListSalesAsync).WithSummary("Sold lines with every cent, newest first; all of them as text/csv");
        group.MapPost("/orders/lines/{lineId:guid}/allow-downloads", AllowDownloadsAsync).ProducesProblem(404).WithSummary("Let a buyer download again who has used up the day's limit");
        group.MapGet("/payouts", ListPayoutsAsync).WithSummary("Transfers to Stripe and payouts to the bank, newest first; all of them as text/csv");
        group.MapGet("/balance", GetBalanceAsync).WithSummary("Where the seller's money is, from the ledger");
        group.MapGet("/payouts/forecast", GetForecastAsync).WithSummary("What the next weekly run brings, line by line; all of it as text/csv");
    }

    private static async Task<Results<Ok<PageView<SaleView>>, CsvAnswer, ProblemHttpResult>> ListSalesAsync(
        string? cursor, int? limit, ClaimsPrincipal caller, SalesReader sales, SalesCsv csv, HttpRequest request, CancellationToken cancellationToken)
    {
        if (CsvAnswer.IsWanted(request))
        {
            return new CsvAnswer("sales.csv", SalesCsv.SalesHeads, csv.SalesAsync(caller.UserId(), cancellationToken));
        }

        var page = Paging.Parse(cursor, limit);
        return page.IsOk ? TypedResults.Ok(await sales.ListSalesAsync(caller.UserId(), page.Value, cancellationToken)) : page.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AllowDownloadsAsync(Guid lineId, ClaimsPrincipal caller, AllowDownloads allow, CancellationToken cancellationToken)
    {
        var allowed = await allow.ExecuteAsync(RefundActors.IsAdmin(caller) ? null : caller.UserId(), lineId, cancellationToken);
        return allowed.IsOk ? TypedResults.NoContent() : allowed.Error.ToProblem();
    }

    private static async Task<Results<Ok<PageView<PayoutView>>, CsvAnswer, ProblemHttpResult>> ListPayoutsAsync(
        string? cursor, int? limit, ClaimsPrincipal caller, SalesReader sales, SalesCsv csv, HttpRequest request, CancellationToken cancellationToken)
    {
        if (CsvAnswer.IsWanted(request))
        {
            return new CsvAnswer("payouts.csv", SalesCsv.PayoutHeads, csv.PayoutsAsync(caller.UserId(), cancellationToken));
        }

        var page = Paging.Parse(cursor, limit);
        return page.IsOk ? TypedResults.Ok(await sales.ListPayoutsAsync(caller.UserId(), page.Value, cancellationToken)) : page.Error.ToProblem();
    }

    private static async Task<Results<Ok<BalanceView>, ProblemHttpResult>> GetBalanceAsync(
        ClaimsPrincipal caller, MarketplaceDb db, BalanceReader balances, CancellationToken cancellationToken) =>
        await FindAsync(caller, db, cancellationToken) is { } account ? TypedResults.Ok(await balances.GetAsync(account, cancellationToken)) : NotASeller.ToProblem();

    private static async Task<Results<Ok<ForecastView>, CsvAnswer, ProblemHttpResult>> GetForecastAsync(
        ClaimsPrincipal caller, MarketplaceDb db, BalanceReader balances, SalesCsv csv, HttpRequest request, CancellationToken cancellationToken)
    {
        if (await FindAsync(caller, db, cancellationToken) is not { } account)
        {
            return NotASeller.ToProblem();
        }

        return CsvAnswer.IsWanted(request)
            ? new CsvAnswer("forecast.csv", SalesCsv.ForecastHeads, csv.ForecastAsync(account.UserId, cancellationToken))
            : TypedResults.Ok(await balances.ForecastAsync(account, cancellationToken));
    }

    private static Task<SellerAccount?> FindAsync(ClaimsPrincipal caller, MarketplaceDb db, CancellationToken cancellationToken)
    {
        var id = caller.UserId();
        return db.SellerAccounts.AsNoTracking().SingleOrDefaultAsync(account => account.UserId == id, cancellationToken);
    }
}
