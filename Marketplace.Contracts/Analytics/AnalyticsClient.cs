using System.Globalization;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Analytics;

public static class AnalyticsRoutes
{
    public const string Analytics = "/api/seller/analytics";
    public const string Customers = "/api/seller/customers";
}

/// <summary>What is asked for; null leaves it to the server.</summary>
/// <param name="To">The last day, included.</param>
/// <param name="Product">Only this one.</param>
public sealed record AnalyticsQuery(DateOnly? From, DateOnly? To, AnalyticsGrouping By, Guid? Product = null);

public sealed class AnalyticsClient(HttpClient http) : ApiClient(http)
{
    public Task<AnalyticsView> GetAsync(AnalyticsQuery query, CancellationToken cancellationToken) => GetAsync<AnalyticsView>(Path(query), cancellationToken);

    /// <summary>All rows as <c>text/csv</c>, streamed. The caller disposes the answer.</summary>
    public Task<HttpResponseMessage> OpenCsvAsync(AnalyticsQuery query, CancellationToken cancellationToken) => OpenAsync(Path(query), "text/csv", cancellationToken);

    /// <param name="search">How an e-mail address or a name begins.</param>
    public Task<PageView<CustomerView>> ListCustomersAsync(string? search, string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<CustomerView>>(WithQuery(AnalyticsRoutes.Customers, ("q", search), ("cursor", cursor)), cancellationToken);

    public Task<HttpResponseMessage> OpenCustomersCsvAsync(string? search, CancellationToken cancellationToken) =>
        OpenAsync(WithQuery(AnalyticsRoutes.Customers, ("q", search)), "text/csv", cancellationToken);

    private static string Path(AnalyticsQuery query) => WithQuery(
        AnalyticsRoutes.Analytics, ("from", Text(query.From)), ("to", Text(query.To)), ("by", query.By.ToString().ToLowerInvariant()), ("product", query.Product));

    private static string? Text(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);
}
