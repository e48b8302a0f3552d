using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Webhooks;

public static class WebhookRoutes
{
    public const string Webhooks = "/api/seller/webhooks";
}

/// <summary>A seller's webhooks; a stranger's answers 404.</summary>
public sealed class WebhooksClient(HttpClient http) : ApiClient(http)
{
    public Task<PageView<WebhookView>> ListAsync(CancellationToken cancellationToken) => GetAsync<PageView<WebhookView>>(WebhookRoutes.Webhooks, cancellationToken);

    public Task<IReadOnlyList<WebhookEventView>> ListEventsAsync(CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<WebhookEventView>>($"{WebhookRoutes.Webhooks}/events", cancellationToken);

    public Task<WebhookView> GetAsync(Guid id, CancellationToken cancellationToken) => GetAsync<WebhookView>(Path(id), cancellationToken);

    public Task<WebhookSecretView> CreateAsync(WebhookRequest request, CancellationToken cancellationToken) =>
        PostAsync<WebhookSecretView>(WebhookRoutes.Webhooks, request, cancellationToken);

    public Task<WebhookView> UpdateAsync(Guid id, WebhookRequest request, CancellationToken cancellationToken) => PutAsync<WebhookView>(Path(id), request, cancellationToken);

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) => DeleteAsync(Path(id), cancellationToken);

    /// <summary>A new secret; the one before signs too for a day.</summary>
    public Task<WebhookSecretView> RotateAsync(Guid id, CancellationToken cancellationToken) => PostAsync<WebhookSecretView>($"{Path(id)}/rotate", null, cancellationToken);

    public Task<WebhookView> EnableAsync(Guid id, CancellationToken cancellationToken) => PostAsync<WebhookView>($"{Path(id)}/enable", null, cancellationToken);

    public Task<WebhookView> DisableAsync(Guid id, CancellationToken cancellationToken) => PostAsync<WebhookView>($"{Path(id)}/disable", null, cancellationToken);

    /// <summary>Sends <c>webhook.test</c>, once.</summary>
    public Task<DeliveryView> TestAsync(Guid id, CancellationToken cancellationToken) => PostAsync<DeliveryView>($"{Path(id)}/test", null, cancellationToken);

    /// <param name="status">Null for all.</param>
    public Task<PageView<DeliveryView>> ListDeliveriesAsync(Guid id, DeliveryStatus? status, string? cursor, int? limit, CancellationToken cancellationToken) =>
        GetAsync<PageView<DeliveryView>>(WithQuery($"{Path(id)}/deliveries", ("status", status?.ToString().ToLowerInvariant()), ("cursor", cursor), ("limit", limit)), cancellationToken);

    public Task<DeliveryDetailView> GetDeliveryAsync(Guid id, Guid deliveryId, CancellationToken cancellationToken) =>
        GetAsync<DeliveryDetailView>($"{Path(id)}/deliveries/{deliveryId}", cancellationToken);

    public Task<DeliveryView> RedeliverAsync(Guid id, Guid deliveryId, CancellationToken cancellationToken) =>
        PostAsync<DeliveryView>($"{Path(id)}/deliveries/{deliveryId}/redeliver", null, cancellationToken);

    private static string Path(Guid id) => $"{WebhookRoutes.Webhooks}/{id}";
}
