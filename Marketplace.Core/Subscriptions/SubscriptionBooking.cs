using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Marketplace.Core.Payments;

namespace Marketplace.Core.Subscriptions;

/// <summary>
/// How a movement of a subscription's charge stands in the books: as Stripe has it, in accounts of its own. What comes in is debited to the
/// clearing, Stripe's fee and the rest, the revenue, are credited; a refund or a dispute is the same with the signs turned.
/// </summary>
public static class SubscriptionBooking
{
    private const string Prefix = "subscription_";

    /// <summary>A charge.</summary>
    public const string Sale = Prefix + "sale";

    public static IReadOnlyList<string> EventTypes { get; } = [.. new[] { "sale", "refund", "refund_failed", "dispute_opened", "dispute_won" }.Select(kind => Prefix + kind)];

    /// <exception cref="InvalidOperationException">Our books know no such movement.</exception>
    public static string EventTypeOf(BalanceMovement movement) =>
        Prefix + (movement.EventType ?? throw new InvalidOperationException($"{movement.Id} is a {movement.Kind}, which no subscription has."));

    /// <summary>The movement behind an entry of either book: <c>sale</c> of <c>subscription_sale</c>.</summary>
    public static string MovementOf(string eventType) => eventType.StartsWith(Prefix, StringComparison.Ordinal) ? eventType[Prefix.Length..] : eventType;

    public static JournalEntry Create(BalanceMovement movement, DateTimeOffset now)
    {
        Money Amount(long cents) => new(cents, movement.Amount.Currency);
        return JournalEntry.Create(EventTypeOf(movement), movement.SourceId!, movement.CreatedAt, now,
        [
            PostingDraft.Debit(LedgerAccounts.SubscriptionClearing, movement.Amount),
            PostingDraft.Credit(LedgerAccounts.SubscriptionFees, movement.Fee),
            PostingDraft.Credit(LedgerAccounts.SubscriptionRevenue, Amount(movement.NetCents)),
        ]);
    }
}
