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

    /// <param name="version">Null for the newest.</param>
    public Task<DownloadView> GetDownloadAsync(string token, Guid lineId, string? version, CancellationToken cancellationToken) =>
        GetAsync<DownloadView>(WithQuery($"{Path(token)}/lines/{lineId}/download", ("version", version)), cancellationToken);

    public Task<OwnedProductView> GetOwnedAsync(string token, Guid lineId, CancellationToken cancellationToken) =>
        GetAsync<OwnedProductView>($"{Path(token)}/lines/{lineId}", cancellationToken);

    /// <returns>The signed receipt, a JSON file; the caller disposes it.</returns>
    public Task<HttpResponseMessage> OpenReceiptAsync(string token, Guid lineId, CancellationToken cancellationToken) =>
        OpenAsync($"{Path(token)}/lines/{lineId}/receipt", "application/json", cancellationToken);

    /// <summary>A token for the line's update feed, in place of the one before.</summary>
    public Task<UpdateTokenView> ReplaceUpdateTokenAsync(string token, Guid lineId, CancellationToken cancellationToken) =>
        PutAsync<UpdateTokenView>($"{Path(token)}/lines/{lineId}/updates", null, cancellationToken);

    public Task RevokeUpdateTokenAsync(string token, Guid lineId, CancellationToken cancellationToken) => DeleteAsync($"{Path(token)}/lines/{lineId}/updates", cancellationToken);

    public Task RemoveActivationAsync(string token, Guid activationId, CancellationToken cancellationToken) =>
        DeleteAsync($"{Path(token)}/activations/{activationId}", cancellationToken);

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
