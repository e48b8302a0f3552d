using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Marketplace.Core.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Disputes;

/// <summary>Brings a dispute up to what Stripe says of it and books that, once. News may come twice, late or in the wrong order (MONEY.md 15, 17).</summary>
public sealed class FollowDispute(MarketplaceDb db, IDisputeGateway gateway, SettlePayment settle, SendTransfer transfers, FollowRefund refunds, TimeProvider time)
{
    private const int Attempts = 3;

    /// <exception cref="PaymentGatewayException">Stripe cannot be asked; nothing has changed.</exception>
    public async Task ExecuteAsync(string stripeDisputeId, CancellationToken cancellationToken) =>
        await ApplyAsync(await gateway.GetAsync(stripeDisputeId, cancellationToken), cancellationToken);

    public async Task ApplyAsync(GatewayDispute seen, CancellationToken cancellationToken)
    {
        if (await settle.FindOrderAsync(seen.PaymentId, seen.ChargeId, cancellationToken) is not { } orderId)
        {
            return;
        }

        if (seen.Withdrawn is not null)
        {
            await CatchUpAsync(orderId, seen.Id, cancellationToken);
        }

        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            // A line in a planned transfer cannot be frozen before it is known whether the money has left.
            await transfers.FinishAsync(orderId, cancellationToken);
            if (await db.InTransactionAsync(() => FollowAsync(orderId, seen, cancellationToken), cancellationToken))
            {
                return;
            }
        }

        throw new InvalidOperationException($"Dispute {seen.Id}: its order is put into one transfer after another.");
    }

    /// <summary>
    /// A bank may have sent a refund back, or another dispute may be won, before the bank took this payment, and that news may still be on its
    /// way. Without it the lines would seem to have less than the bank took, and the rest would be the platform's loss for good.
    /// </summary>
    private async Task CatchUpAsync(Guid orderId, string stripeDisputeId, CancellationToken cancellationToken)
    {
        if (await db.Disputes.AnyAsync(dispute => dispute.StripeDisputeId == stripeDisputeId && dispute.BookedAt != null, cancellationToken))
        {
            return;
        }

        var refunded = await db.Refunds
            .Where(refund => refund.OrderId == orderId && (refund.State == RefundState.Pending || refund.State == RefundState.Succeeded))
            .Select(refund => refund.StripeRefundId!)
            .ToListAsync(cancellationToken);
        foreach (var stripeRefundId in refunded)
        {
            await refunds.ExecuteAsync(stripeRefundId, cancellationToken);
        }

        // These are booked, so none of them comes here again.
        var open = await db.Disputes
            .Where(dispute => dispute.OrderId == orderId && dispute.BookedAt != null && dispute.ClosedAt == null)
            .Select(dispute => dispute.StripeDisputeId)
            .ToListAsync(cancellationToken);
        foreach (var other in open)
        {
            await ExecuteAsync(other, cancellationToken);
        }
    }

    /// <returns>False when a line has just been put into a transfer.</returns>
    private async Task<bool> FollowAsync(Guid orderId, GatewayDispute seen, CancellationToken cancellationToken)
    {
        var order = await LockedOrder.LoadAsync(db, orderId, cancellationToken);
        if (order.Lines.Exists(line => line.IsInOpenTransfer))
        {
            return false;
        }

        var now = time.GetUtcNow();
        var dispute = await db.Disputes.AsTracking().Include(dispute => dispute.Lines).SingleOrDefaultAsync(dispute => dispute.StripeDisputeId == seen.Id, cancellationToken);
        if (dispute is null)
        {
            dispute = New(order, seen, now);
            db.Disputes.Add(dispute);
        }

        // What Stripe answered before we took the lock may be older than what another worker has applied since.
        if (dispute.IsClosed)
        {
            return true;
        }

        if (seen.Withdrawn is not null && dispute.BookedAt is null)
        {
            await OpenAsync(order, dispute, seen, now, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }

        var wasOpen = dispute.IsOpen;
        dispute.Follow(seen.State, seen.EvidenceDueAt, now);
        if (wasOpen && dispute.IsClosed)
        {
            await CloseAsync(order, dispute, now, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    private static Dispute New(Order order, GatewayDispute seen, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        StripeDisputeId = seen.Id,
        OrderId = order.Id,
        ChargeId = seen.ChargeId,
        Currency = seen.Amount.Currency,
        AmountCents = seen.Amount.Cents,
        Reason = seen.Reason,
        CreatedAt = seen.CreatedAt,
        SellerIds = [.. order.Lines.Select(line => line.SellerId).Distinct()],
    };

    private async Task OpenAsync(Order order, Dispute dispute, GatewayDispute seen, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var covered = Math.Min(seen.Withdrawn!.Value.Cents, order.Lines.Sum(line => line.RefundableCents));
        var debits = new List<(OrderLine Line, SellerDebit Debit)>();
        foreach (var (line, cents) in order.Lines.Zip(RefundPolicy.Split(covered, order.Lines)))
        {
            line.Freeze(now);
            if (cents > 0)
            {
                dispute.Lines.Add(new() { DisputeId = dispute.Id, OrderLineId = line.Id, SellerId = line.SellerId, AmountCents = cents });
                debits.Add((line, line.Dispute(cents)));
            }
        }

        dispute.Booked(seen.Fee!.Value.Cents, now);
        db.JournalEntries.Add(DisputeBooking.Opened(dispute, debits, seen.Fee.Value, seen.Withdrawn.Value - new Money(covered, dispute.Currency), now));
        order.Follow(isDisputed: true);
        foreach (var seller in debits.GroupBy(pair => pair.Line.SellerId))
        {
            var owed = new Money(seller.Sum(pair => pair.Debit.PassedOnCents), dispute.Currency);
            await PlanReversals.ForAsync(db, order.Id, seller.Key, owed, dispute.StripeDisputeId, now, cancellationToken);
        }

        db.Publish(new DisputeOpened(dispute.Id), now);
    }

    private async Task CloseAsync(Order order, Dispute dispute, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var parts = dispute.Lines.OrderBy(part => part.OrderLineId).Select(part => (Line: order.Lines.Single(line => line.Id == part.OrderLineId), part.AmountCents)).ToList();
        if (dispute.State == DisputeState.Lost)
        {
            var losses = parts.Select(part => (part.Line, part.Line.LoseDispute(part.AmountCents))).ToList();
            if (DisputeBooking.Lost(dispute, losses, now) is { } entry)
            {
                db.JournalEntries.Add(entry);
            }
        }
        else
        {
            await WinAsync(dispute, parts, now, cancellationToken);
        }

        var isDisputed = order.Lines.Exists(line => line.DisputedCents > 0);
        if (!isDisputed && !await db.FraudWarnings.AnyAsync(warning => warning.OrderId == order.Id && warning.ClosedAt == null, cancellationToken))
        {
            order.Lines.ForEach(line => line.Unfreeze());
        }

        order.Follow(isDisputed);
        db.Publish(new DisputeClosed(dispute.Id), now);
    }

    private async Task WinAsync(Dispute dispute, List<(OrderLine Line, long AmountCents)> parts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var credits = new List<(OrderLine Line, SellerCredit Credit)>();
        var debts = new Dictionary<Guid, long>();
        foreach (var (line, cents) in parts)
        {
            if (!debts.TryGetValue(line.SellerId, out var debt))
            {
                debt = await SellerMoney.OpenDebtAsync(db, line.SellerId, dispute.Currency, cancellationToken);
            }

            var credit = line.WinDispute(cents, debt);
            debts[line.SellerId] = debt - credit.DebtCents;
            credits.Add((line, credit));
        }

        var withdrawn = -await db.Postings
            .Where(posting => posting.Account == LedgerAccounts.StripeClearing
                && db.JournalEntries.Any(entry => entry.Id == posting.EntryId && entry.EventType == DisputeBooking.OpenedEventType && entry.SourceId == dispute.StripeDisputeId))
            .SumAsync(posting => posting.AmountCents, cancellationToken);
        var beyond = new Money(withdrawn - parts.Sum(part => part.AmountCents), dispute.Currency);
        db.JournalEntries.Add(DisputeBooking.Won(dispute, credits, beyond, now));
    }
}
