using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Webhooks;
using Marketplace.Core.Data;
using Marketplace.Core.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Webhooks;

/// <summary>A seller's webhooks and what was sent to them; null for a stranger.</summary>
internal sealed class WebhookReader(MarketplaceDb db, TimeProvider time)
{
    private const int ShownTries = 50;

    public async Task<PageView<WebhookView>> ListAsync(Guid sellerId, CancellationToken cancellationToken)
    {
        // A seller has few: the list is one page.
        var rows = await db.WebhookEndpoints.AsNoTracking().Where(endpoint => endpoint.SellerId == sellerId).OrderByDescending(endpoint => endpoint.Id).ToListAsync(cancellationToken);
        return new([.. rows.Select(ToView)], rows.Count, null);
    }

    public async Task<WebhookView?> FindAsync(Guid sellerId, Guid id, CancellationToken cancellationToken) =>
        await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(endpoint => endpoint.Id == id && endpoint.SellerId == sellerId, cancellationToken) is { } endpoint ? ToView(endpoint) : null;

    public async Task<PageView<DeliveryView>?> ListDeliveriesAsync(Guid sellerId, Guid id, WebhookDeliveryState? state, PageRequest page, CancellationToken cancellationToken)
    {
        if (!await db.WebhookEndpoints.AnyAsync(endpoint => endpoint.Id == id && endpoint.SellerId == sellerId, cancellationToken))
        {
            return null;
        }

        var deliveries = db.WebhookDeliveries.AsNoTracking().Where(delivery => delivery.EndpointId == id && (state == null || delivery.State == state));
        var total = await deliveries.CountUpAsync(cancellationToken);
        if (page.Before is { } before)
        {
            deliveries = deliveries.Where(delivery => delivery.Id < before);
        }

        var rows = await deliveries.OrderByDescending(delivery => delivery.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return new([.. rows.Take(page.Limit).Select(ToView)], total, rows.Count > page.Limit ? rows[page.Limit - 1].Id.ToString("N") : null);
    }

    public async Task<DeliveryDetailView?> FindDeliveryAsync(Guid sellerId, Guid id, Guid deliveryId, CancellationToken cancellationToken)
    {
        var delivery = await db.WebhookDeliveries.AsNoTracking()
            .Where(delivery => delivery.Id == deliveryId && delivery.EndpointId == id && db.WebhookEndpoints.Any(endpoint => endpoint.Id == id && endpoint.SellerId == sellerId))
            .SingleOrDefaultAsync(cancellationToken);
        if (delivery is null)
        {
            return null;
        }

        var tries = await db.WebhookAttempts.AsNoTracking().Where(attempt => attempt.DeliveryId == deliveryId).OrderByDescending(attempt => attempt.Number).Take(ShownTries)
            .Select(attempt => new DeliveryTryView(
                attempt.Number, attempt.SentAt, attempt.Url, attempt.RequestHeaders, attempt.DurationMilliseconds, attempt.Status, attempt.Problem, attempt.AnswerHeaders, attempt.AnswerBody))
            .ToListAsync(cancellationToken);
        return new(ToView(delivery), delivery.Payload, tries);
    }

    public WebhookView ToView(WebhookEndpoint endpoint) => new(
        endpoint.Id, endpoint.Url, endpoint.Description, endpoint.Events,
        endpoint.State switch
        {
            WebhookEndpointState.Enabled => WebhookStatus.Enabled,
            WebhookEndpointState.Off => WebhookStatus.Off,
            WebhookEndpointState.Failing => WebhookStatus.Failing,
            WebhookEndpointState.Gone => WebhookStatus.Gone,
            _ => throw new ArgumentOutOfRangeException(nameof(endpoint), endpoint.State, null),
        },
        endpoint.StateAt, endpoint.LastSuccessAt, endpoint.SecretsAt(time.GetUtcNow()).Count > 1 ? endpoint.OldSecretEndsAt : null, endpoint.CreatedAt);

    public static DeliveryView ToView(WebhookDelivery delivery) => new(
        delivery.Id, delivery.EventId, delivery.Type,
        delivery.State switch
        {
            WebhookDeliveryState.Pending => DeliveryStatus.Pending,
            WebhookDeliveryState.Succeeded => DeliveryStatus.Succeeded,
            WebhookDeliveryState.Failed => DeliveryStatus.Failed,
            _ => throw new ArgumentOutOfRangeException(nameof(delivery), delivery.State, null),
        },
        delivery.Status, delivery.Problem, delivery.Attempts, delivery.NextTryAt, delivery.CreatedAt, delivery.FinishedAt);
}
