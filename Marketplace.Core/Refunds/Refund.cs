namespace Marketplace.Core.Refunds;

public enum RefundState
{
    Requested,
    Declined,
    Created,
    Pending,
    Succeeded,
    Failed,
}

public enum RefundOrigin
{
    Buyer,
    Seller,
    Admin,

    /// <summary>Made in Stripe's dashboard.</summary>
    Stripe,
}

/// <summary>
/// Money of one order on its way back to the buyer. The row is committed before Stripe is asked, and its id is the idempotency key.
/// <code>
/// requested ──granted──▶ created ──Stripe took it, booked──▶ pending ──▶ succeeded
///     └──▶ declined         └──refused──▶ failed ◀──the bank sent it back──┴──────┘
/// </code>
/// </summary>
public sealed class Refund
{
    public required Guid Id { get; init; }
    public required Guid OrderId { get; init; }
    public required string ChargeId { get; init; }
    public required string Currency { get; init; }
    public long AmountCents { get; private set; }
    public RefundState State { get; private set; }
    public required RefundOrigin Origin { get; init; }
    public Guid? RequestedBy { get; init; }

    /// <summary>Why, in the words of the one who asked.</summary>
    public required string Reason { get; init; }

    /// <summary>The seller or admin who granted or declined it; null while asked for, and for refunds made at Stripe.</summary>
    public Guid? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? DeclineReason { get; private set; }
    public string? StripeRefundId { get; private set; }
    public string? Error { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it entered the books.</summary>
    public DateTimeOffset? BookedAt { get; private set; }
    public DateTimeOffset? FailedAt { get; private set; }
    public List<RefundLine> Lines { get; } = [];

    public bool IsBooked => State is RefundState.Pending or RefundState.Succeeded;

    public static Refund Ask(Guid id, Guid orderId, string chargeId, string currency, RefundOrigin origin, Guid? by, string reason, DateTimeOffset now, IEnumerable<RefundLine> lines)
    {
        var refund = new Refund { Id = id, OrderId = orderId, ChargeId = chargeId, Currency = currency, Origin = origin, RequestedBy = by, Reason = reason, CreatedAt = now };
        refund.Replace(lines);
        return refund;
    }

    /// <param name="by">Null for a refund made at Stripe.</param>
    public void Grant(Guid? by, DateTimeOffset now)
    {
        Expect(RefundState.Requested);
        (State, DecidedBy, DecidedAt) = (RefundState.Created, by, now);
    }

    public void Decline(Guid by, string reason, DateTimeOffset now)
    {
        Expect(RefundState.Requested);
        (State, DecidedBy, DecidedAt, DeclineReason) = (RefundState.Declined, by, now, reason);
    }

    /// <summary>Other lines or amounts than planned, because the order has changed since.</summary>
    public void Replace(IEnumerable<RefundLine> lines)
    {
        Expect(RefundState.Requested, RefundState.Created);
        var planned = lines.Where(line => line.AmountCents > 0).ToList();
        Lines.RemoveAll(line => !planned.Exists(other => other.OrderLineId == line.OrderLineId));
        foreach (var line in planned)
        {
            if (Lines.Find(known => known.OrderLineId == line.OrderLineId) is { } known)
            {
                known.AmountCents = line.AmountCents;
            }
            else
            {
                Lines.Add(line);
            }
        }

        AmountCents = Lines.Sum(line => line.AmountCents);
    }

    /// <summary>Known by Stripe's id before it is booked: a refund made there.</summary>
    public void FoundAtStripe(string stripeRefundId)
    {
        Expect(RefundState.Created);
        StripeRefundId = stripeRefundId;
    }

    public void Booked(string stripeRefundId, bool isPending, DateTimeOffset now)
    {
        Expect(RefundState.Created);
        (State, StripeRefundId, BookedAt, Error) = (isPending ? RefundState.Pending : RefundState.Succeeded, stripeRefundId, now, null);
    }

    public void Succeeded()
    {
        Expect(RefundState.Pending);
        State = RefundState.Succeeded;
    }

    public void Failed(string? stripeRefundId, string error, DateTimeOffset now)
    {
        Expect(RefundState.Created, RefundState.Pending, RefundState.Succeeded);
        (State, StripeRefundId, Error, FailedAt) = (RefundState.Failed, stripeRefundId ?? StripeRefundId, error, now);
    }

    private void Expect(params ReadOnlySpan<RefundState> states)
    {
        if (!states.Contains(State))
        {
            throw new InvalidOperationException($"Refund {Id} is {State}.");
        }
    }
}

/// <summary>What of a refund falls on one order line; who gave it is filled in when it is booked.</summary>
public sealed class RefundLine
{
    public required Guid RefundId { get; init; }
    public required Guid OrderLineId { get; init; }
    public required Guid SellerId { get; init; }
    public required long AmountCents { get; set; }
    public long SellerCents { get; set; }
    public long PlatformFeeCents { get; set; }
    public long TaxCents { get; set; }
    public long LossCents { get; set; }
}
