using System.Globalization;
using Marketplace.Contracts.Analytics;
using Marketplace.Web.Hosting;

namespace Marketplace.Web.Analytics;

/// <summary>A seller's figures and customers as files.</summary>
internal static class AnalyticsFiles
{
    public static void MapAnalyticsFiles(this IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/sell").RequireAuthorization();
        files.MapGet("/analytics.csv", async (string? from, string? to, string? by, Guid? product, AnalyticsClient analytics, CancellationToken cancellationToken) =>
            Enum.TryParse<AnalyticsGrouping>(by, ignoreCase: true, out var grouping) && Enum.IsDefined(grouping) && Day(from) is { } first && Day(to) is { } last
                ? Results.Extensions.File(await analytics.OpenCsvAsync(new(first, last, grouping, product), cancellationToken))
                : Results.NotFound());
        files.MapGet("/customers.csv", async (string? q, AnalyticsClient analytics, CancellationToken cancellationToken) => new ApiFile(await analytics.OpenCustomersCsvAsync(q, cancellationToken)));
    }

    public static string Path(AnalyticsView shown, AnalyticsGrouping by, Guid? product) => string.Create(
        CultureInfo.InvariantCulture, $"/sell/analytics.csv?from={shown.From:yyyy-MM-dd}&to={shown.To:yyyy-MM-dd}&by={by.ToString().ToLowerInvariant()}{(product is null ? "" : $"&product={product}")}");

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static IResult File(this IResultExtensions _, HttpResponseMessage answer) => new ApiFile(answer);
}
