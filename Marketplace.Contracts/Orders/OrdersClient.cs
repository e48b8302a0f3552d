using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Orders;

public static class OrderRoutes
{
    public const string Orders = "/api/orders";
    public const string GuestOrders = "/api/guest/orders";
    public const string Downloads = "/api/downloads";
}

/// <summary>The buyer's own orders; a stranger's answers 404.</summary>
public sealed class OrdersClient(HttpClient http) : ApiClient(http)
{
    public Task<PageView<OrderView>> ListAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<OrderView>>(WithQuery(OrderRoutes.Orders, ("cursor", cursor)), cancellationToken);

    /// <param name="idOrNumber">The order's id or its number <c>MP-YYYY-NNNNNN</c>.</param>
    public Task<OrderView> GetAsync(string idOrNumber, CancellationToken cancellationToken) =>
        GetAsync<OrderView>($"{OrderRoutes.Orders}/{Uri.EscapeDataString(idOrNumber)}", cancellationToken);

    /// <param name="version">Null for the newest.</param>
    public Task<DownloadView> GetDownloadAsync(Guid orderId, Guid lineId, string? version, CancellationToken cancellationToken) =>
        GetAsync<DownloadView>(WithQuery($"{OrderRoutes.Orders}/{orderId}/lines/{lineId}/download", ("version", version)), cancellationToken);

    /// <summary>Follows a download link's token to the store.</summary>
    public Task<StoreLinkView> OpenDownloadAsync(string token, CancellationToken cancellationToken) =>
        PostAsync<StoreLinkView>($"{OrderRoutes.Downloads}/{Uri.EscapeDataString(token)}", null, cancellationToken);

    public Task<OwnedProductView> GetOwnedAsync(Guid orderId, Guid lineId, CancellationToken cancellationToken) =>
        GetAsync<OwnedProductView>($"{OrderRoutes.Orders}/{orderId}/lines/{lineId}", cancellationToken);

    /// <returns>The signed receipt, a JSON file; the caller disposes it.</returns>
    public Task<HttpResponseMessage> OpenReceiptAsync(Guid orderId, Guid lineId, CancellationToken cancellationToken) =>
        OpenAsync($"{OrderRoutes.Orders}/{orderId}/lines/{lineId}/receipt", "application/json", cancellationToken);

    public Task RemoveActivationAsync(Guid orderId, Guid activationId, CancellationToken cancellationToken) =>
        DeleteAsync($"{OrderRoutes.Orders}/{orderId}/activations/{activationId}", cancellationToken);

    /// <summary>A token for the line's update feed, in place of the one before.</summary>
    public Task<UpdateTokenView> ReplaceUpdateTokenAsync(Guid orderId, Guid lineId, CancellationToken cancellationToken) =>
        PutAsync<UpdateTokenView>($"{OrderRoutes.Orders}/{orderId}/lines/{lineId}/updates", null, cancellationToken);

    public Task RevokeUpdateTokenAsync(Guid orderId, Guid lineId, CancellationToken cancellationToken) =>
        DeleteAsync($"{OrderRoutes.Orders}/{orderId}/lines/{lineId}/updates", cancellationToken);

    public Task<IReadOnlyList<TimelineEntryView>> GetTimelineAsync(Guid orderId, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<TimelineEntryView>>($"{OrderRoutes.Orders}/{orderId}/timeline", cancellationToken);

    /// <param name="isReceipt">The receipt instead of the invoice.</param>
    /// <returns>A PDF; the caller disposes it.</returns>
    public Task<HttpResponseMessage> OpenInvoiceAsync(Guid orderId, bool isReceipt, CancellationToken cancellationToken) =>
        OpenAsync(WithQuery($"{OrderRoutes.Orders}/{orderId}/invoice", ("kind", isReceipt ? "receipt" : null)), "application/pdf", cancellationToken);

    public Task<IReadOnlyList<CreditNoteView>> ListCreditNotesAsync(Guid orderId, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<CreditNoteView>>($"{OrderRoutes.Orders}/{orderId}/credit-notes", cancellationToken);

    /// <returns>A PDF; the caller disposes it.</returns>
    public Task<HttpResponseMessage> OpenCreditNoteAsync(Guid orderId, string number, CancellationToken cancellationToken) =>
        OpenAsync($"{OrderRoutes.Orders}/{orderId}/credit-notes/{Uri.EscapeDataString(number)}", "application/pdf", cancellationToken);
}
