using System.Diagnostics;
using System.Text.Json;
using Marketplace.Core.Data;

namespace Marketplace.Core.Outbox;

/// <summary>A message of the outbox; the name is stored, so it never changes once released.</summary>
public interface IOutboxEvent
{
    static abstract string Name { get; }
}

public static class OutboxWriter
{
    /// <summary>Adds the message to the unit of work; it is dispatched after the commit.</summary>
    public static void Publish<T>(this MarketplaceDb db, T message, DateTimeOffset now) where T : IOutboxEvent =>
        db.OutboxMessages.Add(OutboxMessage.Create(T.Name, JsonSerializer.Serialize(message), Activity.Current?.Id, now));
}

/// <summary>Handles one kind of message. It may run twice for the same message.</summary>
public interface IOutboxHandler<in T> where T : IOutboxEvent
{
    Task HandleAsync(T message, CancellationToken cancellationToken);
}
