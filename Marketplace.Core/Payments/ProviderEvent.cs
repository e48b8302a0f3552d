namespace Marketplace.Core.Payments;

/// <summary>An event as the provider sent it, once per (provider, event id). It is only a hint: the object is fetched again before anything is booked.</summary>
public sealed class ProviderEvent
{
    public required Guid Id { get; init; }
    public required string Provider { get; init; }
    public required string EventId { get; init; }
    public required string Type { get; init; }

    /// <summary>The connected account it is about; null for the platform's own.</summary>
    public string? Account { get; init; }

    /// <summary>The id of the object the event is about.</summary>
    public required string ObjectId { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public DateTimeOffset? HandledAt { get; set; }
}
