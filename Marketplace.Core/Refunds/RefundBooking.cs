using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Marketplace.Core.Orders;

namespace Marketplace.Core.Refunds;

/// <summary>
/// How a refund stands in the books: clearing gives the buyer the amount back; seller, platform and tax give their shares, and the lost
/// processing fee is the platform's. A seller whose share has been passed on owes it.
/// </summary>
internal static class RefundBooking
{
    public const string EventType = "refund";
    public const string FailedEventType = "refund_failed";

    public static JournalEntry Refunded(Refund refund, IEnumerable<(OrderLine Line, SellerDebit Debit)> debits, DateTimeOffset now) =>
        JournalEntry.Create(EventType, refund.StripeRefundId!, now, now, debits.SelectMany(pair =>
        {
            var (line, debit) = pair;
            Money Amount(long cents) => new(cents, line.Currency);
            return new[]
            {
                PostingDraft.Credit(LedgerAccounts.StripeClearing, Amount(debit.Parts.TotalCents), orderLineId: line.Id),
                PostingDraft.Debit(debit.IsInEscrow ? LedgerAccounts.Escrow : LedgerAccounts.Payable, Amount(debit.DueCents), line.SellerId, line.Id),
                PostingDraft.Debit(LedgerAccounts.Debt, Amount(debit.PassedOnCents), line.SellerId, line.Id),
                PostingDraft.Debit(LedgerAccounts.DisputeHold, Amount(debit.HeldCents), line.SellerId, line.Id),
                PostingDraft.Debit(LedgerAccounts.PlatformRevenue, Amount(debit.Parts.PlatformFeeCents), orderLineId: line.Id),
                PostingDraft.Debit(LedgerAccounts.TaxPayable, Amount(debit.Parts.TaxCents), orderLineId: line.Id),
                PostingDraft.Debit(LedgerAccounts.PlatformLoss, Amount(debit.Parts.LossCents), orderLineId: line.Id),
            };
        }));

    public static JournalEntry Failed(Refund refund, IEnumerable<(OrderLine Line, SellerCredit Credit)> credits, DateTimeOffset now) =>
        JournalEntry.Create(FailedEventType, refund.StripeRefundId!, now, now, credits.SelectMany(pair =>
        {
            var (line, credit) = pair;
            Money Amount(long cents) => new(cents, line.Currency);
            return new[]
            {
                PostingDraft.Debit(LedgerAccounts.StripeClearing, Amount(credit.Parts.TotalCents), orderLineId: line.Id),
                PostingDraft.Credit(credit.IsInEscrow ? LedgerAccounts.Escrow : LedgerAccounts.Payable, Amount(credit.DueCents), line.SellerId, line.Id),
                PostingDraft.Credit(LedgerAccounts.Debt, Amount(credit.DebtCents), line.SellerId, line.Id),
                PostingDraft.Credit(LedgerAccounts.DisputeHold, Amount(credit.HeldCents), line.SellerId, line.Id),
                PostingDraft.Credit(LedgerAccounts.PlatformRevenue, Amount(credit.Parts.PlatformFeeCents), orderLineId: line.Id),
                PostingDraft.Credit(LedgerAccounts.TaxPayable, Amount(credit.Parts.TaxCents), orderLineId: line.Id),
                PostingDraft.Credit(LedgerAccounts.PlatformLoss, Amount(credit.Parts.LossCents), orderLineId: line.Id),
            };
        }));
}
