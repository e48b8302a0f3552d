using Marketplace.Core.Data;
using Marketplace.Core.Ledger;
using Marketplace.Core.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Reconciliation;

/// <summary>What our books say of a movement of the platform's Stripe balance.</summary>
/// <param name="SourceId">Stripe's id.</param>
/// <param name="NetCents">How it changes the platform's Stripe balance, fees taken off.</param>
public sealed record BookedMovement(string EventType, string SourceId, string Currency, long NetCents, IReadOnlyList<Guid> SellerIds);

/// <summary>Reads the ledger as Stripe would tell it.</summary>
public sealed class BookedMovements(MarketplaceDb db)
{
    private static readonly string[] EventTypes = ["sale", "refund", "refund_failed", "transfer", "transfer_reversal", "dispute_opened", "dispute_won", .. SubscriptionBooking.EventTypes];

    /// <summary>Entries booked in [from, to), without the made-up history of a demo.</summary>
    public async Task<IReadOnlyList<BookedMovement>> InAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var entries = await db.JournalEntries.AsNoTracking().Include(entry => entry.Postings)
            .Where(entry => EventTypes.Contains(entry.EventType) && entry.BookedAt >= from && entry.BookedAt < to && !entry.SourceId.StartsWith("ch_demo_"))
            .ToListAsync(cancellationToken);
        return await ConvertAsync(entries, cancellationToken);
    }

    /// <summary>The entry of one movement; null when it is not in the books.</summary>
    public async Task<BookedMovement?> FindAsync(string eventType, string stripeId, CancellationToken cancellationToken)
    {
        var source = eventType == "transfer"
            ? await db.SellerTransfers.Where(transfer => transfer.StripeTransferId == stripeId).Select(transfer => transfer.Id.ToString()).SingleOrDefaultAsync(cancellationToken)
            : stripeId;
        var entries = await db.JournalEntries.AsNoTracking().Include(entry => entry.Postings)
            .Where(entry => entry.EventType == eventType && entry.SourceId == source).ToListAsync(cancellationToken);
        return (await ConvertAsync(entries, cancellationToken)).SingleOrDefault();
    }

    private async Task<IReadOnlyList<BookedMovement>> ConvertAsync(List<JournalEntry> entries, CancellationToken cancellationToken)
    {
        var transferIds = entries.Where(entry => entry.EventType == "transfer").Select(entry => Guid.Parse(entry.SourceId)).ToList();
        var stripeIds = await db.SellerTransfers.Where(transfer => transferIds.Contains(transfer.Id)).ToDictionaryAsync(transfer => transfer.Id.ToString(), transfer => transfer.StripeTransferId, cancellationToken);
        return
        [
            .. from entry in entries
               let stripeId = entry.EventType == "transfer" ? stripeIds.GetValueOrDefault(entry.SourceId) : entry.SourceId
               where stripeId is not null && !stripeId.StartsWith("tr_demo_", StringComparison.Ordinal)
               select new BookedMovement(
                   entry.EventType,
                   stripeId,
                   entry.Postings[0].Currency,
                   entry.Postings.Where(posting => posting.Account is LedgerAccounts.StripeClearing or LedgerAccounts.StripeFees or LedgerAccounts.Connected or LedgerAccounts.SubscriptionClearing or LedgerAccounts.SubscriptionFees).Sum(posting => posting.AmountCents),
                   [.. entry.Postings.Select(posting => posting.SellerId).OfType<Guid>().Distinct()]),
        ];
    }
}
