using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Webhooks;

/// <summary>A seller presses the test button, or wants an event sent again.</summary>
public sealed class AskDelivery(MarketplaceDb db, TimeProvider time)
{
    /// <returns>The delivery's id; the Workers send it at once.</returns>
    public Task<Result<WebhookDelivery>> TestAsync(Guid sellerId, Guid id, CancellationToken cancellationToken) => AskAsync(sellerId, id, endpoint =>
    {
        var now = time.GetUtcNow();
        var eventId = WebhookOutlet.EventId($"{Guid.NewGuid():N}");
        var body = WebhookOutlet.Body(eventId, WebhookEvents.Test, now, new TestData(endpoint.Id, "It works: this is a test from your webhook's page."));
        return Task.FromResult<WebhookDelivery?>(db.WebhookDeliveries.Add(WebhookDelivery.Create(endpoint.Id, eventId, WebhookEvents.Test, body, now)).Entity);
    }, cancellationToken);

    public Task<Result<WebhookDelivery>> RedeliverAsync(Guid sellerId, Guid id, Guid deliveryId, CancellationToken cancellationToken) => AskAsync(sellerId, id, async endpoint =>
    {
        var delivery = await db.WebhookDeliveries.FromSql($"select * from webhooks.deliveries where id = {deliveryId} and endpoint_id = {endpoint.Id} for update").AsTracking().SingleOrDefaultAsync(cancellationToken);
        delivery?.SendAgain(time.GetUtcNow());
        return delivery;
    }, cancellationToken);

    private Task<Result<WebhookDelivery>> AskAsync(Guid sellerId, Guid id, Func<WebhookEndpoint, Task<WebhookDelivery?>> ask, CancellationToken cancellationToken) => db.InTransactionAsync<Result<WebhookDelivery>>(async () =>
    {
        if (await WebhookRows.LockAsync(db, sellerId, id, cancellationToken) is not { } endpoint)
        {
            return WebhookRows.None;
        }

        if (!endpoint.IsEnabled)
        {
            return WebhookErrors.Disabled;
        }

        if (endpoint.Ask(time.GetUtcNow()) is { } wait)
        {
            return WebhookErrors.AskedTooOften(wait);
        }

        if (await ask(endpoint) is not { } delivery)
        {
            return Error.NotFound("webhook delivery");
        }

        await db.SaveChangesAsync(cancellationToken);
        return delivery;
    }, cancellationToken);
}
