using System.Globalization;
using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Selling;

internal static class StatementEndpoints
{
    private const string Pdf = "application/pdf";

    public static void MapStatement(this IEndpointRouteBuilder app) => app.MapGet(SellingRoutes.Statement, GetAsync)
        .WithTags("Seller").ProducesProblem(400).ProducesProblem(409)
        .WithSummary("Every posting on the seller's accounts over whole UTC days (by default this month): a page as JSON, all of it as text/csv or application/pdf");

    private static async Task<Results<Ok<StatementView>, CsvAnswer, FileContentHttpResult, ProblemHttpResult>> GetAsync(
        DateOnly? from, DateOnly? to, string? cursor, int? limit, ClaimsPrincipal caller, StatementReader statements, MarketplaceDb db, CompanySettings company, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        var (days, after, problem) = Parse(from, to, cursor, limit, time);
        if (problem is not null)
        {
            return problem.ToProblem();
        }

        var period = await statements.FindAsync(caller.UserId(), days, cancellationToken);
        var fileName = string.Create(CultureInfo.InvariantCulture, $"statement-{days.From:yyyy-MM-dd}-{days.To:yyyy-MM-dd}");
        if (CsvAnswer.IsWanted(context.Request))
        {
            return new CsvAnswer($"{fileName}.csv", StatementReader.Heads, statements.CsvAsync(period, days, cancellationToken));
        }

        if (!Accepts.Prefers(context.Request, Pdf))
        {
            return TypedResults.Ok(await statements.GetPageAsync(period, days, after, limit ?? Paging.DefaultLimit, cancellationToken));
        }

        if (period.Count > StatementPdf.MaxLines)
        {
            return TooLong(period.Count).ToProblem();
        }

        var id = caller.UserId();
        var seller = await db.Users.Where(user => user.Id == id).Select(user => user.DisplayName).SingleAsync(cancellationToken);
        var items = await statements.GetAllAsync(period, cancellationToken);
        context.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(StatementPdf.Print(seller, days, period, items, company.Details?.Name ?? "Marketplace", time.GetUtcNow()), Pdf, $"{fileName}.pdf");
    }

    private static (StatementDays Days, long? After, Error? Problem) Parse(DateOnly? from, DateOnly? to, string? cursor, int? limit, TimeProvider time)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var first = from ?? new DateOnly((to ?? today).Year, (to ?? today).Month, 1);
        var days = new StatementDays(first, to ?? (from is null ? today : first.AddMonths(1).AddDays(-1)));
        Error? problem = days.From > days.To ? Invalid("to", "The period ends before it begins.")
            : days.To.Year > 9000 || days.From.Year < 2000 ? Invalid("from", "The period is out of the calendar the marketplace has.")
            : limit is < 1 or > Paging.MaxLimit ? Invalid("limit", $"The limit is 1 to {Paging.MaxLimit}.")
            : null;
        if (string.IsNullOrEmpty(cursor))
        {
            return (days, null, problem);
        }

        return long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            ? (days, after, problem)
            : (days, null, Invalid("cursor", "This cursor is not from an earlier answer. Start again without one."));
    }

    private static Error Invalid(string field, string message) => new(ErrorKind.Invalid, "validation_failed", message, field);

    private static Error TooLong(long count) => new(ErrorKind.Conflict, "statement.too_long", string.Create(
        CultureInfo.InvariantCulture, $"This period has {count:N0} postings, and a PDF holds {StatementPdf.MaxLines:N0}. Choose a shorter period, or take the CSV, which has no limit."));
}
