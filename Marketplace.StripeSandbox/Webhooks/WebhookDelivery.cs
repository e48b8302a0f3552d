using Marketplace.StripeSandbox.Faults;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Webhooks;

internal enum DeliveryState
{
    Pending,
    Delivered,
    GivenUp,

    /// <summary>A fault of the plan: it is never sent but by hand.</summary>
    Dropped,
}

/// <summary>One event on its way to one receiver: tried again with growing pauses of virtual time, for three days as Stripe does.</summary>
internal sealed record WebhookDelivery : Document
{
    private const int AttemptsKept = 25;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestReorder = TimeSpan.FromSeconds(2);
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

    /// <summary>Held back by a fault until this moment of the wall clock, or for a reordering until a later event went out.</summary>
    public DateTimeOffset? HeldUntil { get; init; }
    public bool LetsLaterOnesPass { get; init; }

    public IReadOnlyList<DeliveryAttempt> Log { get; init; } = [];

    public static WebhookDelivery Create(string eventId, string eventType, WebhookTarget target) => new()
    {
        Id = DocumentId.New("whd_"),
        EventId = eventId,
        EventType = eventType,
        EndpointId = target.EndpointId,
        Url = target.Url.ToString(),
        NextAttemptAt = DateTimeOffset.MinValue,
    };

    public WebhookDelivery With(Fault fault, out int copies)
    {
        copies = fault.Kind == FaultKind.Duplicate ? fault.Copies : 0;
        var wallClock = TimeProvider.System.GetUtcNow();
        return this with
        {
            State = fault.Kind == FaultKind.Drop ? DeliveryState.Dropped : State,
            HeldUntil = fault.Kind == FaultKind.Reorder ? wallClock + LongestReorder : fault.Delay > TimeSpan.Zero ? wallClock + fault.Delay : null,
            LetsLaterOnesPass = fault.Kind == FaultKind.Reorder,
        };
    }

    /// <summary>A clock that was set back must not hold what had been due in the future it left.</summary>
    public bool IsDue(DateTimeOffset now) => State == DeliveryState.Pending && (NextAttemptAt <= now || NextAttemptAt > now + LongestPause);

    public WebhookDelivery After(DeliveryAttempt attempt)
    {
        var first = FirstAttemptAt is { } known && known <= attempt.At ? known : attempt.At;
        return this with
        {
            State = attempt.Succeeded ? DeliveryState.Delivered : attempt.At - first > Patience ? DeliveryState.GivenUp : DeliveryState.Pending,
            Attempts = Attempts + 1,
            LastStatus = attempt.Status,
            LastError = attempt.Error,
            FirstAttemptAt = first,
            LastAttemptAt = attempt.At,
            Log = [.. Log.TakeLast(AttemptsKept - 1), attempt],
            NextAttemptAt = attempt.At + Pause(Attempts),
        };
    }

    public WebhookDelivery Again(DateTimeOffset now) => this with { State = DeliveryState.Pending, FirstAttemptAt = null, HeldUntil = null, NextAttemptAt = now };

    private static TimeSpan Pause(int attempts)
    {
        var pause = TimeSpan.FromMilliseconds(500 << Math.Min(attempts, 10));
        return pause < LongestPause ? pause : LongestPause;
    }
}

/// <summary>What came of one POST: the receiver's status and the beginning of its answer, or why there was none.</summary>
internal sealed record DeliveryAttempt(DateTimeOffset At, int? Status, string? Error)
{
    public string? Answer { get; init; }
    public string? Signature { get; init; }
    public long TookMs { get; init; }

    public bool Succeeded => Status is >= 200 and < 300;
}
