using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Marketplace.Core.Orders;

namespace Marketplace.Core.Disputes;

/// <summary>
/// How a dispute stands in the books. Opened: the platform has paid amount and fee (<c>platform_loss</c>), and the sellers' parts wait in
/// <c>dispute_hold</c>. Won: all of it back but the fee. Lost: what a refund would have taken from each comes off the platform's loss.
/// </summary>
internal static class DisputeBooking
{
    public const string OpenedEventType = "dispute_opened";
    public const string WonEventType = "dispute_won";
    public const string LostEventType = "dispute_lost";

    /// <param name="beyond">What the bank took beyond what the lines still had, because of an earlier refund.</param>
    public static JournalEntry Opened(Dispute dispute, IEnumerable<(OrderLine Line, SellerDebit Debit)> debits, Money fee, Money beyond, DateTimeOffset now) =>
        JournalEntry.Create(OpenedEventType, dispute.StripeDisputeId, dispute.CreatedAt, now,
        [
            .. debits.SelectMany(pair =>
            {
                var (line, debit) = pair;
                Money Amount(long cents) => new(cents, line.Currency);
                return new[]
                {
                    PostingDraft.Credit(LedgerAccounts.StripeClearing, Amount(debit.Parts.TotalCents), orderLineId: line.Id),
                    PostingDraft.Debit(LedgerAccounts.PlatformLoss, Amount(debit.Parts.TotalCents), orderLineId: line.Id),
                    PostingDraft.Debit(debit.IsInEscrow ? LedgerAccounts.Escrow : LedgerAccounts.Payable, Amount(debit.DueCents), line.SellerId, line.Id),
                    PostingDraft.Debit(LedgerAccounts.Debt, Amount(debit.PassedOnCents), line.SellerId, line.Id),
                    PostingDraft.Credit(LedgerAccounts.DisputeHold, Amount(debit.Parts.SellerCents), line.SellerId, line.Id),
                };
            }),
            PostingDraft.Credit(LedgerAccounts.StripeClearing, beyond),
            PostingDraft.Debit(LedgerAccounts.PlatformLoss, beyond),
            PostingDraft.Credit(LedgerAccounts.StripeFees, fee),
            PostingDraft.Debit(LedgerAccounts.PlatformLoss, fee),
        ]);

    public static JournalEntry Won(Dispute dispute, IEnumerable<(OrderLine Line, SellerCredit Credit)> credits, Money beyond, DateTimeOffset now) =>
        JournalEntry.Create(WonEventType, dispute.StripeDisputeId, now, now,
        [
            .. credits.SelectMany(pair =>
            {
                var (line, credit) = pair;
                Money Amount(long cents) => new(cents, line.Currency);
                return new[]
                {
                    PostingDraft.Debit(LedgerAccounts.StripeClearing, Amount(credit.Parts.TotalCents), orderLineId: line.Id),
                    PostingDraft.Credit(LedgerAccounts.PlatformLoss, Amount(credit.Parts.TotalCents), orderLineId: line.Id),
                    PostingDraft.Debit(LedgerAccounts.DisputeHold, Amount(credit.Parts.SellerCents), line.SellerId, line.Id),
                    PostingDraft.Credit(credit.IsInEscrow ? LedgerAccounts.Escrow : LedgerAccounts.Payable, Amount(credit.DueCents), line.SellerId, line.Id),
                    PostingDraft.Credit(LedgerAccounts.Debt, Amount(credit.DebtCents), line.SellerId, line.Id),
                };
            }),
            PostingDraft.Debit(LedgerAccounts.StripeClearing, beyond),
            PostingDraft.Credit(LedgerAccounts.PlatformLoss, beyond),
        ]);

    /// <returns>Null when the lines had nothing left: the whole loss stays the platform's.</returns>
    public static JournalEntry? Lost(Dispute dispute, IReadOnlyCollection<(OrderLine Line, RefundParts Parts)> losses, DateTimeOffset now)
    {
        var drafts = losses.SelectMany(pair =>
        {
            var (line, parts) = pair;
            Money Amount(long cents) => new(cents, line.Currency);
            return new[]
            {
                PostingDraft.Debit(LedgerAccounts.DisputeHold, Amount(parts.SellerCents), line.SellerId, line.Id),
                PostingDraft.Debit(LedgerAccounts.PlatformRevenue, Amount(parts.PlatformFeeCents), orderLineId: line.Id),
                PostingDraft.Debit(LedgerAccounts.TaxPayable, Amount(parts.TaxCents), orderLineId: line.Id),
                PostingDraft.Credit(LedgerAccounts.PlatformLoss, Amount(parts.SellerCents + parts.PlatformFeeCents + parts.TaxCents), orderLineId: line.Id),
            };
        }).Where(draft => draft.Amount.Cents != 0).ToList();
        return drafts.Count == 0 ? null : JournalEntry.Create(LostEventType, dispute.StripeDisputeId, now, now, drafts);
    }
}
