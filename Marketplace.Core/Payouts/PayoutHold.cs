using System.Linq.Expressions;

namespace Marketplace.Core.Payouts;

/// <summary>
/// Stops a seller's transfers, with a reason the seller sees, until a deadline. The seller may appeal once; whoever decides nothing lets it end by itself.
/// <code>
/// active ──lifted by an admin, or the books match again──▶ lifted
///    └──deadline passed──▶ over
/// </code>
/// </summary>
public sealed class PayoutHold
{
    public const string ReviewKind = "review";
    public const string ReconciliationKind = "reconciliation";

    public required Guid Id { get; init; }
    public required Guid SellerId { get; init; }

    /// <summary>Stable: <c>review</c> (placed by an admin) or <c>reconciliation</c> (our books and Stripe's differ).</summary>
    public required string Kind { get; init; }

    /// <summary>In words, for the seller.</summary>
    public required string Reason { get; init; }

    /// <summary>The admin; null when the marketplace itself placed it.</summary>
    public Guid? PlacedBy { get; init; }
    public required DateTimeOffset PlacedAt { get; init; }
    public required DateTimeOffset DeadlineAt { get; init; }
    public string? Appeal { get; private set; }
    public DateTimeOffset? AppealedAt { get; private set; }
    public DateTimeOffset? LiftedAt { get; private set; }
    public string? LiftedBecause { get; private set; }

    public static PayoutHold ForReconciliation(Guid sellerId, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        SellerId = sellerId,
        Kind = ReconciliationKind,
        Reason = "Our books and Stripe's differ in one of your sales. We look into it; you need not do anything.",
        PlacedAt = now,
        DeadlineAt = now + PayoutPolicy.HoldLifetime,
    };

    public bool IsActive(DateTimeOffset now) => LiftedAt is null && DeadlineAt > now;

    public static Expression<Func<PayoutHold, bool>> IsActiveFor(Guid sellerId, DateTimeOffset now) =>
        hold => hold.SellerId == sellerId && hold.LiftedAt == null && hold.DeadlineAt > now;

    /// <returns>False when the seller has appealed before.</returns>
    public bool TryAppeal(string text, DateTimeOffset now)
    {
        if (Appeal is not null)
        {
            return false;
        }

        (Appeal, AppealedAt) = (text, now);
        return true;
    }

    public void Lift(string because, DateTimeOffset now)
    {
        if (LiftedAt is not null)
        {
            throw new InvalidOperationException($"Hold {Id} was lifted at {LiftedAt:O}.");
        }

        (LiftedAt, LiftedBecause) = (now, because);
    }
}
