namespace Marketplace.Core.Payments;

public enum PaymentState
{
    Created,
    Open,
    Processing,
    Succeeded,
    Expired,
    Failed,
}

/// <summary>
/// The charge of one order. The row is committed before Stripe is asked, and its id is the idempotency key.
/// <code>
/// created ──Stripe made the payment page──▶ open ──paid──────────────▶ succeeded
///    │                                       ├──bank debit──▶ processing ──▶ succeeded
///    │                                       └──expired──▶ expired   └──▶ failed
///    └──given up unasked──▶ expired
/// </code>
/// </summary>
public sealed class Payment
{
    public required Guid Id { get; init; }
    public required Guid OrderId { get; init; }
    public required Guid BuyerId { get; set; }
    public required string Currency { get; init; }
    public required long AmountCents { get; init; }
    public PaymentState State { get; private set; }
    public string? SessionId { get; private set; }
    public string? SessionUrl { get; private set; }
    public string? ChargeId { get; private set; }

    /// <summary>What Stripe kept, from its balance transaction.</summary>
    public long? FeeCents { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SettledAt { get; private set; }

    public bool IsFinal => State is PaymentState.Succeeded or PaymentState.Expired or PaymentState.Failed;

    public void Opened(string sessionId, string? url)
    {
        Expect(PaymentState.Created, PaymentState.Open);
        State = PaymentState.Open;
        SessionId = sessionId;
        SessionUrl = url;
    }

    /// <summary>The bank takes days; nothing is booked until it has paid.</summary>
    public void Processing()
    {
        Expect(PaymentState.Created, PaymentState.Open, PaymentState.Processing);
        State = PaymentState.Processing;
    }

    public void Failed(DateTimeOffset now)
    {
        Expect(PaymentState.Created, PaymentState.Open, PaymentState.Processing);
        State = PaymentState.Failed;
        SettledAt = now;
    }

    public void Succeeded(string chargeId, long feeCents, DateTimeOffset now)
    {
        Expect(PaymentState.Created, PaymentState.Open, PaymentState.Processing);
        State = PaymentState.Succeeded;
        ChargeId = chargeId;
        FeeCents = feeCents;
        SettledAt = now;
    }

    public void Expired(DateTimeOffset now)
    {
        Expect(PaymentState.Created, PaymentState.Open);
        State = PaymentState.Expired;
        SettledAt = now;
    }

    private void Expect(params ReadOnlySpan<PaymentState> states)
    {
        if (!states.Contains(State))
        {
            throw new InvalidOperationException($"Payment {Id} is {State}.");
        }
    }
}
