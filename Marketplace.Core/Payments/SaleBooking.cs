using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Marketplace.Core.Orders;

namespace Marketplace.Core.Payments;

/// <summary>
/// How a sale stands in the books: the buyer's money in clearing; of each line the tax, the platform's fee, Stripe's fee, and the rest in the seller's escrow.
/// </summary>
public static class SaleBooking
{
    public const string EventType = "sale";

    /// <param name="order">Already marked paid, so that its lines carry the real processing fee.</param>
    public static JournalEntry Create(Order order, string chargeId, DateTimeOffset now)
    {
        Money Amount(long cents) => new(cents, order.Currency);
        return JournalEntry.Create(EventType, chargeId, order.PaidAt!.Value, now, order.Lines.SelectMany(line => new[]
        {
            PostingDraft.Debit(LedgerAccounts.StripeClearing, Amount(line.GrossCents), orderLineId: line.Id),
            PostingDraft.Credit(LedgerAccounts.TaxPayable, Amount(line.TaxCents), orderLineId: line.Id),
            PostingDraft.Credit(LedgerAccounts.StripeFees, Amount(line.ProcessingFeeCents), orderLineId: line.Id),
            PostingDraft.Credit(LedgerAccounts.PlatformRevenue, Amount(line.PlatformFeeCents), orderLineId: line.Id),
            PostingDraft.Credit(LedgerAccounts.Escrow, Amount(line.SellerAmountCents), line.SellerId, line.Id),
        }));
    }
}
