using Marketplace.Core.Data;
using Marketplace.Core.Disputes;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Marketplace.Core.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Admin;

/// <summary>Something of the money that is older than it may be.</summary>
/// <param name="Code">Stable: <c>payments</c>, <c>transfers</c>, <c>refused_transfers</c>, <c>reversals</c>, <c>refunds</c>, <c>refund_requests</c>, <c>disputes</c>, <c>bank_payouts</c>, <c>outbox</c>, <c>mails</c>, <c>figures</c>, <c>mismatches</c>, <c>weekly_run</c>.</param>
/// <param name="Text">What it means and what to do.</param>
/// <param name="Count">How many are too old, counted up to <see cref="AlarmPolicy.CountedUpTo"/>.</param>
/// <param name="OldestAt">Since when the oldest waits; null when none does.</param>
public sealed record MoneyAlarm(string Code, string Text, int Count, DateTimeOffset? OldestAt)
{
    public bool IsRaised => Count > 0;
}

/// <summary>Reads how old the oldest unfinished thing of each kind is (MONEY.md 19). Shown to admins and in the health of the Api.</summary>
public sealed class MoneyAlarms(MarketplaceDb db, TimeProvider time)
{
    public async Task<IReadOnlyList<MoneyAlarm>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (stuck, slow, arrival, lastRun) = (now - AlarmPolicy.Stuck, now - AlarmPolicy.SlowBank, now - AlarmPolicy.PastArrival, PayoutPolicy.RunDue(now));
        return
        [
            await AlarmAsync("payments", "Payments without an outcome although their page is long closed. Does Stripe answer? See the log of the payment sweep.",
                db.Payments.Where(payment => (payment.State == PaymentState.Created || payment.State == PaymentState.Open) && payment.CreatedAt < now - AlarmPolicy.PageLifetime).Select(payment => payment.CreatedAt), cancellationToken),
            await AlarmAsync("delayed_payments", "Bank debits that are still processing. Look them up at Stripe.",
                db.Payments.Where(payment => payment.State == PaymentState.Processing && payment.CreatedAt < slow).Select(payment => payment.CreatedAt), cancellationToken),
            await AlarmAsync("transfers", "Transfers that Stripe has not answered. The sweep asks every minute; see its log.",
                db.SellerTransfers.Where(transfer => transfer.State == TransferState.Created && transfer.CreatedAt < stuck).Select(transfer => transfer.CreatedAt), cancellationToken),
            await AlarmAsync("refused_transfers", "Transfers that Stripe refused since the last run; their lines wait for the next one. Is the platform's Stripe balance too low? Top it up.",
                db.SellerTransfers.Where(transfer => transfer.State == TransferState.Failed && transfer.CreatedAt >= lastRun).Select(transfer => transfer.CreatedAt), cancellationToken),
            await AlarmAsync("reversals", "Money to be taken back from sellers that Stripe has not answered.",
                db.TransferReversals.Where(reversal => reversal.State == ReversalState.Created && reversal.CreatedAt < stuck).Select(reversal => reversal.CreatedAt), cancellationToken),
            await AlarmAsync("refunds", "Granted refunds that have not reached Stripe.",
                db.Refunds.Where(refund => refund.State == RefundState.Created && refund.DecidedAt < stuck).Select(refund => refund.CreatedAt), cancellationToken),
            await AlarmAsync("pending_refunds", "Refunds that the buyer's bank has not confirmed.",
                db.Refunds.Where(refund => refund.State == RefundState.Pending && refund.CreatedAt < slow).Select(refund => refund.CreatedAt), cancellationToken),
            await AlarmAsync("refund_requests", "Buyers who wait for an answer of the seller. Decide for them.",
                db.Refunds.Where(refund => refund.State == RefundState.Requested && refund.CreatedAt < now - AlarmPolicy.Unanswered).Select(refund => refund.CreatedAt), cancellationToken),
            await AlarmAsync("disputes", "Disputes whose evidence is due soon and not sent.",
                db.Disputes.Where(dispute => dispute.State == DisputeState.NeedsResponse && dispute.EvidenceDueAt < now + AlarmPolicy.EvidenceSoon).Select(dispute => dispute.CreatedAt), cancellationToken),
            await AlarmAsync("bank_payouts", "Payouts past their arrival date. Ask Stripe; the seller's bank may have refused them.",
                db.BankPayouts.Where(payout => (payout.State == BankPayoutState.Pending || payout.State == BankPayoutState.InTransit) && payout.ArrivalAt < arrival).Select(payout => payout.ArrivalAt), cancellationToken),
            await AlarmAsync("weekly_run", "A weekly run that has begun and not ended.",
                db.PayoutRuns.Where(run => run.CompletedAt == null && run.StartedAt < stuck).Select(run => run.StartedAt), cancellationToken),
            await AlarmAsync("outbox", "Effects that failed too often: events of Stripe, the search index. Retry them under Failed effects.",
                db.OutboxMessages.Where(message => message.DeadAt != null).Select(message => message.CreatedAt), cancellationToken),
            await AlarmAsync("mails", "Mails that wait for more than an hour. Does the mail server answer? They are tried for three days.",
                db.Mails.Where(mail => mail.NextTryAt != null && mail.CreatedAt < stuck).Select(mail => mail.CreatedAt), cancellationToken),
            await AlarmAsync("figures", "Sellers' daily figures were not what the books say when they were last compared. What could be made anew was: read the Workers' log.",
                db.AggregateChecks.Where(check => !check.IsOk && check.CheckedAt != null).Select(check => check.CheckedAt!.Value), cancellationToken),
            await AlarmAsync("mismatches", "Our books and Stripe's differ. The touched sellers' payouts are on hold.",
                db.Mismatches.Where(mismatch => mismatch.ResolvedAt == null).Select(mismatch => mismatch.FoundAt), cancellationToken),
        ];
    }

    private static async Task<MoneyAlarm> AlarmAsync(string code, string text, IQueryable<DateTimeOffset> since, CancellationToken cancellationToken)
    {
        var count = await since.Take(AlarmPolicy.CountedUpTo).CountAsync(cancellationToken);
        return new(code, text, count, count == 0 ? null : await since.MinAsync(cancellationToken));
    }
}
