using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Orders;

/// <summary>One order of a buyer without an account, by the token of its link; a wrong one answers 404.</summary>
public sealed class GuestOrdersClient(HttpClient http) : ApiClient(http)
{
    public Task<OrderView> GetAsync(string token, CancellationToken cancellationToken) => GetAsync<OrderView>(Path(token), cancellationToken);

    public Task<IReadOnlyList<TimelineEntryView>> GetTimelineAsync(string token, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<TimelineEntryView>>($"{Path(token)}/timeline", cancellationToken);

    /// <summary>On return from the payment page: asks Stripe for the outcome now.</summary>
    public Task<OrderView> RefreshAsync(string token, CancellationToken cancellationToken) => PostAsync<OrderView>($"{Path(token)}/refresh", null, cancellationToken);

    public Task<DownloadView> GetDownloadAsync(string token, Guid lineId, CancellationToken cancellationToken) =>
        GetAsync<DownloadView>($"{Path(token)}/lines/{lineId}/download", cancellationToken);

    /// <param name="isReceipt">The receipt instead of the invoice.</param>
    /// <returns>A PDF; the caller disposes it.</returns>
    public Task<HttpResponseMessage> OpenInvoiceAsync(string token, bool isReceipt, CancellationToken cancellationToken) =>
        OpenAsync(WithQuery($"{Path(token)}/invoice", ("kind", isReceipt ? "receipt" : null)), "application/pdf", cancellationToken);

    public Task<IReadOnlyList<CreditNoteView>> ListCreditNotesAsync(string token, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<CreditNoteView>>($"{Path(token)}/credit-notes", cancellationToken);

    /// <returns>A PDF; the caller disposes it.</returns>
    public Task<HttpResponseMessage> OpenCreditNoteAsync(string token, string number, CancellationToken cancellationToken) =>
        OpenAsync($"{Path(token)}/credit-notes/{Uri.EscapeDataString(number)}", "application/pdf", cancellationToken);

    private static string Path(string token) => $"{OrderRoutes.GuestOrders}/{Uri.EscapeDataString(token)}";
}
