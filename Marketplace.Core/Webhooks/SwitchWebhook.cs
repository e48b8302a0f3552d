using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Webhooks;

/// <summary>A seller switches an endpoint on or off. What waits for one that is off is given up; it can be sent again one by one.</summary>
public sealed class SwitchWebhook(MarketplaceDb db, TimeProvider time)
{
    private const string GivenUp = "The webhook was switched off.";

    public Task<Result<WebhookEndpoint>> EnableAsync(Guid sellerId, Guid id, CancellationToken cancellationToken) => ChangeAsync(sellerId, id, endpoint =>
    {
        endpoint.Enable(time.GetUtcNow());
        return Task.CompletedTask;
    }, cancellationToken);

    public Task<Result<WebhookEndpoint>> DisableAsync(Guid sellerId, Guid id, CancellationToken cancellationToken) => ChangeAsync(sellerId, id, async endpoint =>
    {
        if (endpoint.IsEnabled)
        {
            var now = time.GetUtcNow();
            endpoint.Disable(WebhookEndpointState.Off, now);
            await EndPendingAsync(db, id, now, cancellationToken);
        }
    }, cancellationToken);

    /// <summary>Gives up what waits. A claim stays: the answer to what is under way is still written down.</summary>
    internal static Task EndPendingAsync(MarketplaceDb db, Guid endpointId, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.WebhookDeliveries.Where(delivery => delivery.EndpointId == endpointId && delivery.State == WebhookDeliveryState.Pending).ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.State, WebhookDeliveryState.Failed)
                .SetProperty(delivery => delivery.NextTryAt, (DateTimeOffset?)null)
                .SetProperty(delivery => delivery.FinishedAt, now)
                .SetProperty(delivery => delivery.Problem, GivenUp),
            cancellationToken);

    private Task<Result<WebhookEndpoint>> ChangeAsync(Guid sellerId, Guid id, Func<WebhookEndpoint, Task> change, CancellationToken cancellationToken) => db.InTransactionAsync<Result<WebhookEndpoint>>(async () =>
    {
        if (await WebhookRows.LockAsync(db, sellerId, id, cancellationToken) is not { } endpoint)
        {
            return WebhookRows.None;
        }

        await change(endpoint);
        await db.SaveChangesAsync(cancellationToken);
        return endpoint;
    }, cancellationToken);
}

internal static class WebhookRows
{
    public static Error None { get; } = Error.NotFound("webhook");

    /// <summary>Null for a stranger. Held until the transaction ends; an endpoint is locked before its deliveries.</summary>
    public static Task<WebhookEndpoint?> LockAsync(MarketplaceDb db, Guid sellerId, Guid id, CancellationToken cancellationToken) =>
        db.WebhookEndpoints.FromSql($"select * from webhooks.endpoints where id = {id} and seller_id = {sellerId} for update").AsTracking().SingleOrDefaultAsync(cancellationToken);
}
