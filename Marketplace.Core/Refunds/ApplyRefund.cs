using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Refunds;

/// <summary>
/// Brings our refund up to what Stripe says of it, and books that, once: the caller's own answer, the webhook and the sweeper all end here.
/// </summary>
public sealed class ApplyRefund(MarketplaceDb db, SendTransfer transfers, TimeProvider time)
{
    private const int Attempts = 3;

    /// <exception cref="PaymentGatewayException">A transfer of the order has no answer yet; nothing has changed.</exception>
    public async Task<RefundState> ExecuteAsync(Guid refundId, GatewayRefund seen, CancellationToken cancellationToken)
    {
        var orderId = await db.Refunds.Where(refund => refund.Id == refundId).Select(refund => refund.OrderId).SingleAsync(cancellationToken);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            // A line in a planned transfer cannot be refunded before it is known whether the money has left.
            await transfers.FinishAsync(orderId, cancellationToken);
            if (await db.InTransactionAsync(() => ApplyAsync(orderId, refundId, seen, cancellationToken), cancellationToken) is { } state)
            {
                return state;
            }
        }

        throw new InvalidOperationException($"Refund {refundId}: its order is put into one transfer after another.");
    }

    /// <returns>Null when a line has just been put into a transfer.</returns>
    private async Task<RefundState?> ApplyAsync(Guid orderId, Guid refundId, GatewayRefund seen, CancellationToken cancellationToken)
    {
        var order = await LockedOrder.LoadAsync(db, orderId, cancellationToken);
        var refund = await db.Refunds.AsTracking().Include(refund => refund.Lines).SingleAsync(refund => refund.Id == refundId, cancellationToken);
        var now = time.GetUtcNow();
        var isNews = refund.State == RefundState.Created || (refund.IsBooked && seen.IsFailed);
        if (isNews && order.Lines.Exists(line => line.IsInOpenTransfer))
        {
            return null;
        }

        switch (refund.State)
        {
            case RefundState.Created when seen.IsFailed:
                refund.Failed(seen.Id, "The buyer's bank did not accept the refund.", now);
                break;
            case RefundState.Created:
                await BookAsync(order, refund, seen, now, cancellationToken);
                break;
            case RefundState.Pending or RefundState.Succeeded when seen.IsFailed:
                await UndoAsync(order, refund, now, cancellationToken);
                break;
            case RefundState.Pending when seen.Status == "succeeded":
                refund.Succeeded();
                break;
        }

        await db.SaveChangesAsync(cancellationToken);
        return refund.State;
    }

    private async Task BookAsync(Order order, Refund refund, GatewayRefund seen, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Fit(order, refund, seen.Amount.Cents);
        refund.Booked(seen.Id, seen.IsPending, now);
        var debits = new List<(OrderLine Line, SellerDebit Debit)>();
        foreach (var part in refund.Lines.OrderBy(part => part.OrderLineId))
        {
            var line = order.Lines.Single(line => line.Id == part.OrderLineId);
            var debit = line.Refund(part.AmountCents);
            (part.SellerCents, part.PlatformFeeCents, part.TaxCents, part.LossCents) =
                (debit.Parts.SellerCents, debit.Parts.PlatformFeeCents, debit.Parts.TaxCents, debit.Parts.LossCents);
            debits.Add((line, debit));
        }

        db.JournalEntries.Add(RefundBooking.Refunded(refund, debits, now));
        order.Follow(isDisputed: order.Lines.Exists(line => line.DisputedCents > 0));
        foreach (var seller in debits.GroupBy(pair => pair.Line.SellerId))
        {
            var owed = new Money(seller.Sum(pair => pair.Debit.PassedOnCents), refund.Currency);
            await PlanReversals.ForAsync(db, order.Id, seller.Key, owed, seen.Id, now, cancellationToken);
        }

        db.Publish(new RefundBooked(refund.Id), now);
    }

    /// <summary>Stripe has refunded this amount, so it is booked, on the planned lines as far as they still have it.</summary>
    private static void Fit(Order order, Refund refund, long cents)
    {
        var fits = refund.AmountCents == cents
            && refund.Lines.TrueForAll(part => part.AmountCents <= order.Lines.Single(line => line.Id == part.OrderLineId).RefundableCents);
        if (!fits)
        {
            var left = order.Lines.Sum(line => line.RefundableCents);
            if (cents > left)
            {
                throw new NewsOutstandingException($"Refund {refund.Id} of {cents} is made at Stripe, but the books have {left} left of order {order.Number}.");
            }

            refund.Replace(order.Lines.Zip(RefundPolicy.Split(cents, order.Lines))
                .Select(share => new RefundLine { RefundId = refund.Id, OrderLineId = share.First.Id, SellerId = share.First.SellerId, AmountCents = share.Second }));
        }
    }

    private async Task UndoAsync(Order order, Refund refund, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var credits = new List<(OrderLine Line, SellerCredit Credit)>();
        var debts = new Dictionary<Guid, long>();
        foreach (var part in refund.Lines.OrderBy(part => part.OrderLineId))
        {
            var line = order.Lines.Single(line => line.Id == part.OrderLineId);
            if (!debts.TryGetValue(line.SellerId, out var debt))
            {
                debt = await SellerMoney.OpenDebtAsync(db, line.SellerId, refund.Currency, cancellationToken);
            }

            var credit = line.UndoRefund(part.AmountCents, debt);
            debts[line.SellerId] = debt - credit.DebtCents;
            credits.Add((line, credit));
        }

        db.JournalEntries.Add(RefundBooking.Failed(refund, credits, now));
        refund.Failed(null, "The buyer's bank sent the refund back.", now);
        order.Follow(isDisputed: order.Lines.Exists(line => line.DisputedCents > 0));
        db.Publish(new RefundReturned(refund.Id), now);
    }
}
