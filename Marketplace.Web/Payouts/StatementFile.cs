using System.Globalization;
using Marketplace.Contracts.Selling;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Web.Payouts;

/// <summary>A seller's lists as files.</summary>
internal static class StatementFile
{
    public static void MapSellerFiles(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/sell").RequireAuthorization();
        files.MapGet("/statement/file", GetStatementAsync);
        files.MapGet("/sales.csv", async (SellingClient selling, CancellationToken cancellationToken) => new ApiFile(await selling.OpenCsvAsync(SellingRoutes.Orders, cancellationToken)));
        files.MapGet("/payouts.csv", async (SellingClient selling, CancellationToken cancellationToken) => new ApiFile(await selling.OpenCsvAsync(SellingRoutes.Payouts, cancellationToken)));
        files.MapGet("/forecast.csv", async (SellingClient selling, CancellationToken cancellationToken) => new ApiFile(await selling.OpenCsvAsync(SellingRoutes.Forecast, cancellationToken)));
    }

    public static string Path(string month, string format) => $"/sell/statement/file?month={month}&format={format}";

    /// <summary>Null for what is no month.</summary>
    public static DateOnly? FirstDay(string? month) =>
        DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 9000 ? day : null;

    public static DateOnly LastDay(DateOnly firstDay) => firstDay.AddMonths(1).AddDays(-1);

    private static async Task<Results<ApiFile, NotFound>> GetStatementAsync(string? month, string? format, SellingClient selling, CancellationToken cancellationToken)
    {
        if (FirstDay(month) is not { } first || format is not ("csv" or "pdf"))
        {
            return TypedResults.NotFound();
        }

        return new ApiFile(await selling.OpenStatementAsync(first, LastDay(first), format == "csv" ? "text/csv" : "application/pdf", cancellationToken));
    }
}
