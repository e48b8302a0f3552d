using Marketplace.Contracts.Http;
using Marketplace.Contracts.Orders;

namespace Marketplace.Contracts.Refunds;

public static class RefundRoutes
{
    public const string Refunds = "/api/refunds";
    public const string OfSeller = "/api/seller/refunds";
    public const string OfAdmin = "/api/admin/refunds";
    public const string Refundable = "/api/refunds/orders";

    /// <summary>Of an order bought without an account, by the token of its link.</summary>
    public static string OfGuest(string token) => $"{OrderRoutes.GuestOrders}/{Uri.EscapeDataString(token)}/refunds";

    public static string Of(Guid orderId) => $"/api/orders/{orderId}/refunds";
}

/// <summary>Refunds: a buyer asks, a seller of the lines or an admin grants. A stranger's order answers 404.</summary>
public sealed class RefundsClient(HttpClient http) : ApiClient(http)
{
    /// <summary>By the buyer a request, by a seller or an admin the refund itself. The same key refunds once.</summary>
    public Task<RefundView> RefundAsync(Guid orderId, RefundRequest request, string idempotencyKey, CancellationToken cancellationToken) =>
        PostAsync<RefundView>(RefundRoutes.Of(orderId), request, cancellationToken, idempotencyKey);

    /// <param name="amount">In minor units of the order's currency; null for all that remains.</param>
    public Task<RefundPreviewView> PreviewAsync(Guid orderId, Guid? lineId, long? amount, CancellationToken cancellationToken) =>
        GetAsync<RefundPreviewView>(WithQuery(RefundRoutes.Of(orderId) + "/preview", ("lineId", lineId), ("amount", amount)), cancellationToken);

    /// <param name="idOrNumber">The order's id or its number <c>MP-YYYY-NNNNNN</c>.</param>
    public Task<RefundableView> GetRefundableAsync(string idOrNumber, CancellationToken cancellationToken) =>
        GetAsync<RefundableView>($"{RefundRoutes.Refundable}/{Uri.EscapeDataString(idOrNumber)}", cancellationToken);

    public Task<IReadOnlyList<RefundView>> ListOfOrderAsync(Guid orderId, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<RefundView>>(RefundRoutes.Of(orderId), cancellationToken);

    /// <summary>A guest asks as a buyer does; the same key asks once.</summary>
    public Task<RefundView> AskAsGuestAsync(string token, RefundRequest request, string idempotencyKey, CancellationToken cancellationToken) =>
        PostAsync<RefundView>(RefundRoutes.OfGuest(token), request, cancellationToken, idempotencyKey);

    public Task<IReadOnlyList<RefundView>> ListOfGuestAsync(string token, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<RefundView>>(RefundRoutes.OfGuest(token), cancellationToken);

    public Task<RefundableView> GetRefundableOfGuestAsync(string token, CancellationToken cancellationToken) =>
        GetAsync<RefundableView>($"{RefundRoutes.OfGuest(token)}/refundable", cancellationToken);

    public Task<PageView<RefundView>> ListOfSellerAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<RefundView>>(WithQuery(RefundRoutes.OfSeller, ("cursor", cursor)), cancellationToken);

    public Task<PageView<RefundView>> ListOfAdminAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<RefundView>>(WithQuery(RefundRoutes.OfAdmin, ("cursor", cursor)), cancellationToken);

    public Task<RefundView> GrantAsync(Guid refundId, CancellationToken cancellationToken) =>
        PostAsync<RefundView>($"{RefundRoutes.Refunds}/{refundId}/grant", null, cancellationToken);

    public Task<RefundView> DeclineAsync(Guid refundId, DeclineRefundRequest request, CancellationToken cancellationToken) =>
        PostAsync<RefundView>($"{RefundRoutes.Refunds}/{refundId}/decline", request, cancellationToken);
}
