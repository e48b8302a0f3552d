using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Webhooks;

/// <summary>
/// Writes down that a seller's endpoints are to be told of an event, once per endpoint and event however often it runs. The body is made here and
/// stays as it is: a later try tells what was true when it happened.
/// </summary>
public sealed class WebhookOutlet(MarketplaceDb db, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="key">Tells this event from others of its type.</param>
    /// <param name="write">Makes the data; not called when nobody listens.</param>
    public async Task TellAsync(Guid sellerId, string type, string key, DateTimeOffset at, Func<object> write, CancellationToken cancellationToken)
    {
        var endpoints = await db.WebhookEndpoints
            .Where(endpoint => endpoint.SellerId == sellerId && endpoint.State == WebhookEndpointState.Enabled && endpoint.Events.Contains(type))
            .Select(endpoint => endpoint.Id)
            .ToListAsync(cancellationToken);
        if (endpoints.Count == 0)
        {
            return;
        }

        var eventId = EventId($"{sellerId:N}:{type}:{key}");
        var payload = Body(eventId, type, at, write());
        var now = time.GetUtcNow();
        foreach (var endpointId in endpoints)
        {
            // An endpoint that was disabled or deleted in between gets nothing.
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into webhooks.deliveries (id, endpoint_id, event_id, type, payload, state, tries, attempts, next_try_at, created_at)
                select {Guid.CreateVersion7(now)}, id, {eventId}, {type}, {payload}, 'Pending', 0, 0, {now}, {now}
                from webhooks.endpoints where id = {endpointId} and state = 'Enabled'
                on conflict (endpoint_id, event_id) do nothing
                """, cancellationToken);
        }
    }

    public static string Body(string eventId, string type, DateTimeOffset at, object data) =>
        JsonSerializer.Serialize(new WebhookPayload(eventId, type, WebhookEvents.PayloadVersion, at.ToUniversalTime(), data), Json);

    /// <summary>Opaque, and the same for the same event.</summary>
    public static string EventId(string key) => $"evt_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32]}";
}
