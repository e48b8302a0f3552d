using System.Globalization;
using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Api.Plans;
using Marketplace.Contracts.Analytics;
using Marketplace.Contracts.Http;
using Marketplace.Core.Accounts;
using Marketplace.Core.Analytics;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Analytics;

internal static class AnalyticsEndpoints
{
    private const int MaxSearch = 100;

    public static void MapAnalytics(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").WithTags("Seller").ProducesProblem(400).ProducesProblem(404);
        group.MapGet(AnalyticsRoutes.Analytics, GetAnalyticsAsync).Gated(PlanFeature.AnalyticsDays).WithSummary(
            "Views, carts, sales, fees, refunds and disputes over whole UTC days (by default the last 30), by=day, product, country, referrer or campaign, compared with as many days before; all rows as text/csv, and by=detail the finest ones. How far back `from` may lie is the plan's to say: 403 `plan_required`; older figures are kept");
        group.MapGet(AnalyticsRoutes.Customers, ListCustomersAsync).WithSummary("Who bought, the latest purchase first; q is how an address or a name begins; all of them as text/csv");
    }

    private static async Task<Results<Ok<AnalyticsView>, CsvAnswer, ProblemHttpResult>> GetAnalyticsAsync(
        [AsParameters] AnalyticsParameters asked, ClaimsPrincipal caller, AnalyticsReader reader, AnalyticsCsv csv, TimeProvider time, HttpRequest request, CancellationToken cancellationToken)
    {
        var today = AnalyticsPolicy.DayOf(time.GetUtcNow());
        var parsed = AnalyticsPeriod.Parse(asked.From, asked.To, asked.By, asked.Product, today);
        if (!parsed.IsOk)
        {
            return parsed.Error.ToProblem();
        }

        var (seller, period) = (caller.UserId(), parsed.Value);
        var earliest = await reader.EarliestAsync(seller, today, cancellationToken);
        if (AnalyticsReader.RefusalOf(period, earliest, today) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (period.ProductId is { } product && !await reader.IsOwnAsync(seller, product, cancellationToken))
        {
            return Error.NotFound("product").ToProblem();
        }

        if (CsvAnswer.IsWanted(request))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"analytics-{period.By.ToString().ToLowerInvariant()}-{period.From:yyyy-MM-dd}-{period.To:yyyy-MM-dd}.csv");
            var rows = period.By == AnalyticsGrouping.Detail ? csv.DetailAsync(seller, period, cancellationToken) : csv.RowsAsync(seller, period, cancellationToken);
            return new CsvAnswer(name, AnalyticsCsv.Heads(period.By), rows);
        }

        return period.By == AnalyticsGrouping.Detail
            ? new Error(ErrorKind.Invalid, "validation_failed", "The finest figures come as CSV only: ask with Accept: text/csv.", "by").ToProblem()
            : TypedResults.Ok(await reader.GetAsync(seller, period, earliest, cancellationToken));
    }

    private static async Task<Results<Ok<PageView<CustomerView>>, CsvAnswer, ProblemHttpResult>> ListCustomersAsync(
        string? q, string? cursor, int? limit, ClaimsPrincipal caller, CustomerReader customers, HttpRequest request, CancellationToken cancellationToken)
    {
        var search = string.Concat((q ?? "").Where(sign => !char.IsControl(sign))).Trim().ToLowerInvariant();
        var page = Paging.Parse(null, limit);
        var start = TimePosition.Parse(cursor, TimePosition.Newest);
        Error? tooLong = search.Length > MaxSearch ? new(ErrorKind.Invalid, "validation_failed", "Type at most 100 characters of the address or the name.", "q") : null;
        if ((tooLong ?? page.Error ?? start.Error) is { } refusal)
        {
            return refusal.ToProblem();
        }

        return CsvAnswer.IsWanted(request)
            ? new CsvAnswer("customers.csv", CustomerReader.Heads, customers.CsvAsync(caller.UserId(), search, cancellationToken))
            : TypedResults.Ok(await customers.ListAsync(caller.UserId(), search, start.Value, page.Value!.Limit, cancellationToken));
    }

    /// <param name="To">The last day, included.</param>
    /// <param name="By">day, product, country, referrer, campaign or detail.</param>
    /// <param name="Product">Only this one of the own products.</param>
    private sealed record AnalyticsParameters(DateOnly? From, DateOnly? To, string? By, Guid? Product);
}
