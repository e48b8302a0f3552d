namespace Marketplace.Core.Outbox;

/// <summary>
/// An effect that follows a commit. Written in the same SaveChanges as its cause, drained by the Workers.
/// <code>
/// pending ──handled──▶ (deleted after a week)
///    │ ▲
///    failed, back-off ──8th failure──▶ dead ──retried by an admin──▶ pending
/// </code>
/// </summary>
public sealed class OutboxMessage
{
    public const int MaxAttempts = 8;

    public required Guid Id { get; init; }
    public required string Type { get; init; }
    public required string Payload { get; init; }

    /// <summary>W3C trace context of the cause, so that the worker's span hangs below it.</summary>
    public string? TraceParent { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset DueAt { get; private set; }
    public int Attempts { get; private set; }
    public string? Error { get; private set; }
    public DateTimeOffset? HandledAt { get; private set; }
    public DateTimeOffset? DeadAt { get; private set; }

    public static OutboxMessage Create(string type, string payload, string? traceParent, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Type = type,
        Payload = payload,
        TraceParent = traceParent,
        CreatedAt = now,
        DueAt = now,
    };

    public void Handled(DateTimeOffset now) => HandledAt = now;

    public void Failed(string error, DateTimeOffset now)
    {
        Attempts++;
        Error = error;
        if (Attempts >= MaxAttempts)
        {
            DeadAt = now;
        }
        else
        {
            DueAt = now + OutboxPolicy.BackOff(Attempts);
        }
    }

    public void Retry(DateTimeOffset now)
    {
        if (DeadAt is null)
        {
            throw new InvalidOperationException($"Outbox message {Id} is not dead.");
        }

        DeadAt = null;
        Attempts = 0;
        DueAt = now;
    }
}
