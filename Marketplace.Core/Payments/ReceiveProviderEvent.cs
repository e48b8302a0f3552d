using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments;

/// <summary>An event of the payment provider is stored and waits to be handled.</summary>
public sealed record ProviderEventReceived(Guid ProviderEventId, string Type, string ObjectId, string? Account) : IOutboxEvent
{
    public static string Name => "payments.provider_event";
}

/// <summary>Stores a verified webhook event, once, and leaves the work to a worker (MONEY.md 17).</summary>
public sealed class ReceiveProviderEvent(MarketplaceDb db, TimeProvider time)
{
    /// <returns>False when the event was here before.</returns>
    public Task<bool> ExecuteAsync(string eventId, string type, string objectId, string? account, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var inserted = await db.Database.ExecuteSqlAsync(
            $"""
            insert into payments.provider_events (id, provider, event_id, type, account, object_id, received_at)
            values ({id}, 'stripe', {eventId}, {type}, {account}, {objectId}, {now})
            on conflict (provider, event_id) do nothing
            """, cancellationToken);
        if (inserted == 1)
        {
            db.Publish(new ProviderEventReceived(id, type, objectId, account), now);
            await db.SaveChangesAsync(cancellationToken);
        }

        return inserted == 1;
    }, cancellationToken);
}

/// <summary>The payment side of provider events: looks the object up again and settles what it belongs to.</summary>
public sealed class SettleOnProviderEvent(MarketplaceDb db, SettlePayment settle) : IOutboxHandler<ProviderEventReceived>
{
    public async Task HandleAsync(ProviderEventReceived message, CancellationToken cancellationToken)
    {
        if (!message.Type.StartsWith("checkout.session.", StringComparison.Ordinal))
        {
            return;
        }

        // A webhook can overtake our own commit of the session's id; the sweeper finds that payment.
        var payment = await db.Payments.AsNoTracking().SingleOrDefaultAsync(payment => payment.SessionId == message.ObjectId, cancellationToken);
        if (payment is not null)
        {
            await settle.ExecuteAsync(payment.Id, cancellationToken);
        }
    }
}
