using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Orders;

/// <summary>The updates of one purchase by its token; a wrong or revoked one answers 404, one of a refunded purchase 410.</summary>
public sealed class UpdatesClient(HttpClient http) : ApiClient(http)
{
    public Task<UpdatesView> ListVersionsAsync(string token, CancellationToken cancellationToken) => GetAsync<UpdatesView>($"{Path(token)}/versions", cancellationToken);

    /// <param name="version">Null for the newest.</param>
    public Task<DownloadView> GetDownloadAsync(string token, string? version, CancellationToken cancellationToken) =>
        GetAsync<DownloadView>(WithQuery($"{Path(token)}/download", ("version", version)), cancellationToken);

    /// <param name="format"><c>atom</c> or <c>json</c>.</param>
    /// <returns>The caller disposes it.</returns>
    public Task<HttpResponseMessage> OpenFeedAsync(string token, string format, CancellationToken cancellationToken) =>
        OpenAsync($"{UpdateRoutes.Feeds}/{Uri.EscapeDataString(token)}.{Uri.EscapeDataString(format)}", "*/*", cancellationToken);

    private static string Path(string token) => $"{UpdateRoutes.Updates}/{Uri.EscapeDataString(token)}";
}
