using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Webhooks;

internal enum DeliveryState
{
    Pending,
    Delivered,
    GivenUp,
}

/// <summary>One event on its way to one receiver. Times are wall-clock: the receiver lives there.</summary>
internal sealed record WebhookDelivery : Document
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    public required string EventId { get; init; }
    public required string EventType { get; init; }

    /// <summary>The registered endpoint; null for the address of the configuration.</summary>
    public string? EndpointId { get; init; }
    public required string Url { get; init; }
    public DeliveryState State { get; init; }
    public int Attempts { get; init; }
    public int? LastStatus { get; init; }
    public string? LastError { get; init; }
    public DateTimeOffset? FirstAttemptAt { get; init; }
    public DateTimeOffset? LastAttemptAt { get; init; }
    public DateTimeOffset NextAttemptAt { get; init; }

    public static WebhookDelivery Create(string eventId, string eventType, WebhookTarget target) => new()
    {
        Id = DocumentId.New("whd_"),
        EventId = eventId,
        EventType = eventType,
        EndpointId = target.EndpointId,
        Url = target.Url.ToString(),
        NextAttemptAt = DateTimeOffset.MinValue,
    };

    public WebhookDelivery After(DeliveryAttempt attempt, DateTimeOffset now)
    {
        var first = FirstAttemptAt ?? now;
        return this with
        {
            State = attempt.Succeeded ? DeliveryState.Delivered : now - first > Patience ? DeliveryState.GivenUp : DeliveryState.Pending,
            Attempts = Attempts + 1,
            LastStatus = attempt.Status,
            LastError = attempt.Error,
            FirstAttemptAt = first,
            LastAttemptAt = now,
            NextAttemptAt = now + Pause(Attempts),
        };
    }

    public WebhookDelivery Again(DateTimeOffset now) => this with { State = DeliveryState.Pending, FirstAttemptAt = null, NextAttemptAt = now };

    private static TimeSpan Pause(int attempts)
    {
        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(attempts, 10)) / 2);
        return pause < LongestPause ? pause : LongestPause;
    }
}

/// <summary>What came of one POST: the receiver's status, or why there was none.</summary>
internal sealed record DeliveryAttempt(int? Status, string? Error)
{
    public bool Succeeded => Status is >= 200 and < 300;
}
