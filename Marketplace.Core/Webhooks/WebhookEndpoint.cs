namespace Marketplace.Core.Webhooks;

public enum WebhookEndpointState
{
    Enabled,

    /// <summary>By its seller.</summary>
    Off,

    /// <summary>Nothing arrived for three days.</summary>
    Failing,

    /// <summary>It answered 410: the receiver wants no more.</summary>
    Gone,
}

/// <summary>
/// An address of a seller's program that is told of events.
/// <code>
/// enabled ──by the seller──▶ off ─────────────────────────────┐
///    │ ▲                                                       │
///    │ └──────────────────enabled by the seller────────────────┤
///    ├──ten tries used up, nothing arrived since──▶ failing ───┤
///    └──answered 410──▶ gone ──────────────────────────────────┘
/// </code>
/// While it is not enabled nothing is written down for it.
/// </summary>
public sealed class WebhookEndpoint
{
    public required Guid Id { get; init; }
    public required Guid SellerId { get; init; }
    public required string Url { get; set; }
    public string Description { get; set; } = "";

    /// <summary>Names of <see cref="WebhookEvents"/>.</summary>
    public required List<string> Events { get; set; }

    /// <summary>The signing key, sealed: a copy of the database signs nothing.</summary>
    public required byte[] SealedSecret { get; set; }

    /// <summary>The one before, while it still signs too.</summary>
    public byte[]? OldSealedSecret { get; private set; }
    public DateTimeOffset? OldSecretEndsAt { get; private set; }
    public WebhookEndpointState State { get; private set; }

    /// <summary>Since when it is in its state.</summary>
    public required DateTimeOffset StateAt { get; set; }
    public DateTimeOffset? LastSuccessAt { get; private set; }

    /// <summary>Tries that failed since the last that succeeded.</summary>
    public int Failures { get; private set; }

    /// <summary>Start of the stretch in which <see cref="Asked"/> counts.</summary>
    public DateTimeOffset? AskedFrom { get; private set; }
    public int Asked { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }

    public bool IsEnabled => State == WebhookEndpointState.Enabled;

    public void Rotate(byte[] sealedSecret, DateTimeOffset now)
    {
        // A third secret within the day ends the first at once: a receiver checks two at most.
        (OldSealedSecret, OldSecretEndsAt) = (SealedSecret, now + WebhookPolicy.OldSecretLifetime);
        (SealedSecret, UpdatedAt) = (sealedSecret, now);
    }

    /// <summary>The sealed secrets that sign now, the newest first.</summary>
    public IReadOnlyList<byte[]> SecretsAt(DateTimeOffset now) =>
        OldSealedSecret is { } old && now < OldSecretEndsAt ? [SealedSecret, old] : [SealedSecret];

    public void Enable(DateTimeOffset now)
    {
        if (!IsEnabled)
        {
            (State, StateAt, UpdatedAt, Failures) = (WebhookEndpointState.Enabled, now, now, 0);
        }
    }

    public void Disable(WebhookEndpointState state, DateTimeOffset now)
    {
        if (!IsEnabled || state == WebhookEndpointState.Enabled)
        {
            throw new InvalidOperationException($"Webhook {Id} is {State}; it cannot become {state}.");
        }

        (State, StateAt, UpdatedAt) = (state, now, now);
    }

    public void Succeeded(DateTimeOffset now) => (LastSuccessAt, Failures) = (now, 0);

    public void Failed() => Failures++;

    /// <summary>Counts a test or repetition that a person asks for.</summary>
    /// <returns>How long to wait when there were too many; null when this one may go.</returns>
    public TimeSpan? Ask(DateTimeOffset now)
    {
        if (AskedFrom is not { } from || now - from >= WebhookPolicy.AskedWithin || now < from)
        {
            (AskedFrom, Asked) = (now, 0);
        }

        if (Asked >= WebhookPolicy.MostAsked)
        {
            return AskedFrom + WebhookPolicy.AskedWithin - now;
        }

        Asked++;
        return null;
    }
}
