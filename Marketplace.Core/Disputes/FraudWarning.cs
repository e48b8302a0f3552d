namespace Marketplace.Core.Disputes;

/// <summary>
/// A card network suspects that the card was stolen: most such payments are disputed later. The order's lines are frozen until an admin
/// refunds the order or dismisses the warning, or the deadline passes.
/// <code>
/// open ──▶ refunded | dismissed | over
/// </code>
/// </summary>
public sealed class FraudWarning
{
    public required Guid Id { get; init; }
    public required string StripeWarningId { get; init; }
    public required Guid OrderId { get; init; }

    /// <summary>The network's word: <c>made_with_stolen_card</c> …</summary>
    public required string Kind { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset DeadlineAt { get; init; }
    public Guid? DismissedBy { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <param name="by">Null when nobody decided: the order is refunded or the deadline has passed.</param>
    public void Close(Guid? by, DateTimeOffset now)
    {
        if (ClosedAt is not null)
        {
            throw new InvalidOperationException($"Warning {StripeWarningId} was closed at {ClosedAt:O}.");
        }

        (ClosedAt, DismissedBy) = (now, by);
    }
}
