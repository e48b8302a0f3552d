namespace Marketplace.Core.Webhooks;

public enum WebhookDeliveryState
{
    Pending,
    Succeeded,
    Failed,
}

/// <summary>
/// One event on its way to one endpoint. Its body is written down once and stays the same to the byte, because it is signed; so does
/// <see cref="EventId"/>, by which a receiver knows what it has already.
/// <code>
/// pending ──answered 2xx──▶ succeeded ─┐
///  │ │ ▲                               ├──sent again by the seller──▶ pending
///  │ └─┘ failed, tried again           │
///  └──no try is left, or the endpoint was disabled──▶ failed ─┘
/// </code>
/// A worker claims it by a lease and holds no transaction while it waits for the receiver.
/// </summary>
public sealed class WebhookDelivery
{
    public required Guid Id { get; init; }
    public required Guid EndpointId { get; init; }

    /// <summary>The <c>webhook-id</c>: the same for one event and seller, however often it is told.</summary>
    public required string EventId { get; init; }
    public required string Type { get; init; }
    public required string Payload { get; init; }
    public WebhookDeliveryState State { get; private set; }

    /// <summary>Since it was last made pending.</summary>
    public int Tries { get; private set; }

    /// <summary>In all.</summary>
    public int Attempts { get; private set; }
    public DateTimeOffset? FirstTriedAt { get; private set; }
    public DateTimeOffset? NextTryAt { get; private set; }

    /// <summary>By the database's clock, which all workers share; null while nobody sends it.</summary>
    public DateTimeOffset? LeaseEndsAt { get; private set; }

    /// <summary>Who holds the lease.</summary>
    public Guid? Claim { get; private set; }

    /// <summary>The last answer's status; null when none came.</summary>
    public int? Status { get; private set; }

    /// <summary>Why the last try failed, or why there was none; null after a success.</summary>
    public string? Problem { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; private set; }

    public static WebhookDelivery Create(Guid endpointId, string eventId, string type, string payload, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        EndpointId = endpointId,
        EventId = eventId,
        Type = type,
        Payload = payload,
        NextTryAt = now,
        CreatedAt = now,
    };

    /// <param name="startedAt">When the try began.</param>
    /// <param name="pause">Until the next try; null when there is none.</param>
    public void Tried(WebhookAnswer answer, DateTimeOffset startedAt, TimeSpan? pause, DateTimeOffset now)
    {
        // It may have been given up while it was under way; an answer that says yes counts all the same.
        if (Claim is null)
        {
            throw new InvalidOperationException($"Webhook delivery {Id} is sent by nobody.");
        }

        Tries++;
        FirstTriedAt ??= startedAt;
        (Status, Problem, Claim, LeaseEndsAt) = (answer.Status, answer.Problem, null, null);
        State = answer.IsOk ? WebhookDeliveryState.Succeeded : pause is null ? WebhookDeliveryState.Failed : WebhookDeliveryState.Pending;
        (NextTryAt, FinishedAt) = State == WebhookDeliveryState.Pending ? (now + pause, null) : ((DateTimeOffset?)null, (DateTimeOffset?)now);
    }

    /// <summary>The log has one more line, also from a worker that came back after its lease.</summary>
    public int NextAttempt() => ++Attempts;

    /// <summary>A person wants it sent now: one that waits is brought forward, one that is over begins anew.</summary>
    public void SendAgain(DateTimeOffset now)
    {
        if (State != WebhookDeliveryState.Pending)
        {
            (State, Tries, FirstTriedAt, FinishedAt, Problem) = (WebhookDeliveryState.Pending, 0, null, null, null);
        }

        NextTryAt = now;
    }
}

/// <summary>One line of the delivery log: what was sent and what came back.</summary>
public sealed class WebhookAttempt
{
    public required Guid DeliveryId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>By the wall clock, as it was signed.</summary>
    public required DateTimeOffset SentAt { get; init; }
    public required string Url { get; init; }

    /// <summary>A line each.</summary>
    public required string RequestHeaders { get; init; }
    public required int DurationMilliseconds { get; init; }
    public int? Status { get; init; }
    public string? Problem { get; init; }
    public string AnswerHeaders { get; init; } = "";

    /// <summary>As text, at most <see cref="WebhookPolicy.KeptAnswerBytes"/> of it.</summary>
    public string AnswerBody { get; init; } = "";
}
