using Marketplace.Api.Hosting;
using Marketplace.Contracts.Orders;
using Marketplace.Core.Data;
using Marketplace.Core.Disputes;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Payouts;
using Marketplace.Core.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Orders;

/// <summary>Tells an order's buyer, its sellers and admins where the money is. A seller sees the own lines only.</summary>
internal sealed class TimelineReader(MarketplaceDb db, TimeProvider time)
{
    /// <returns>Null for a stranger, who may not know that the order exists.</returns>
    public async Task<IReadOnlyList<TimelineEntryView>?> ReadAsync(Guid userId, bool isAdmin, Guid orderId, CancellationToken cancellationToken)
    {
        var order = await db.Orders.AsNoTracking().Include(order => order.Lines).SingleOrDefaultAsync(order => order.Id == orderId, cancellationToken);
        if (order is null)
        {
            return null;
        }

        var isBuyer = order.BuyerId == userId;
        var isSeller = !isBuyer && order.Lines.Exists(line => line.SellerId == userId);
        return isBuyer || isSeller || isAdmin ? await ReadAsync(order, isBuyer, isSeller ? userId : null, cancellationToken) : null;
    }

    /// <summary>For whoever has the order's link.</summary>
    public async Task<IReadOnlyList<TimelineEntryView>> ReadAsBuyerAsync(Guid orderId, CancellationToken cancellationToken) =>
        await ReadAsync(await db.Orders.AsNoTracking().Include(order => order.Lines).SingleAsync(order => order.Id == orderId, cancellationToken), isBuyer: true, null, cancellationToken);

    /// <param name="sellerId">Null for all lines.</param>
    private async Task<IReadOnlyList<TimelineEntryView>> ReadAsync(Order order, bool isBuyer, Guid? sellerId, CancellationToken cancellationToken)
    {
        var orderId = order.Id;
        var lines = order.Lines.Where(line => sellerId is null || line.SellerId == sellerId).OrderBy(line => line.Position).ToList();
        var sellers = lines.Select(line => line.SellerId).ToHashSet();
        var transfers = await db.SellerTransfers.AsNoTracking().Where(transfer => transfer.OrderId == orderId && sellers.Contains(transfer.SellerId)).ToListAsync(cancellationToken);
        var transferIds = transfers.Select(transfer => transfer.Id).ToList();
        var reversals = await db.TransferReversals.AsNoTracking().Where(reversal => transferIds.Contains(reversal.TransferId) && reversal.State == ReversalState.Done).ToListAsync(cancellationToken);
        var refunds = await db.Refunds.AsNoTracking().Include(refund => refund.Lines).Where(refund => refund.OrderId == orderId).ToListAsync(cancellationToken);
        var disputes = await db.Disputes.AsNoTracking().Include(dispute => dispute.Lines).Where(dispute => dispute.OrderId == orderId).ToListAsync(cancellationToken);
        return
        [
            .. OfSale(order, lines, isBuyer, sellerId is null)
                .Concat(OfTransfers(transfers, reversals, isBuyer))
                .Concat(refunds.SelectMany(refund => OfRefund(refund, sellers, isBuyer)))
                .Concat(disputes.SelectMany(dispute => OfDispute(dispute, sellers, isBuyer)))
                .OrderBy(step => step.At).ThenBy(step => step.Done ? 0 : 1),
        ];
    }

    private IEnumerable<TimelineEntryView> OfSale(Order order, List<OrderLine> lines, bool isBuyer, bool isWhole)
    {
        var total = new Money(isWhole ? order.TotalCents : lines.Sum(line => line.AmountCents), order.Currency).ToView();
        yield return new(order.CreatedAt, "created", "Order placed", total, true);
        if (order.PaidAt is { } paidAt)
        {
            yield return new(paidAt, "paid", isBuyer ? "Paid. Your download is ready" : "Paid by the buyer", total, true);
        }

        foreach (var line in lines.Where(line => line.ReleaseAt is not null && line.AmountCents > 0))
        {
            var amount = new Money(line.SellerAmountCents, line.Currency).ToView();
            var due = new Money(line.DueCents, line.Currency).ToView();
            var releaseAt = line.ReleaseAt!.Value;
            if (line.ReleasedAt is { } releasedAt)
            {
                yield return new(releasedAt, "release", $"{line.Title}: holding period over", amount, true);
            }
            else if (line.State == OrderLineState.InEscrow)
            {
                yield return new(releaseAt, "release", line.FrozenAt is null ? $"{line.Title}: held by the marketplace until then" : $"{line.Title}: held by the marketplace, and frozen until it is decided", due, false);
            }

            if (line.State is OrderLineState.InEscrow or OrderLineState.Released && line.FrozenAt is null && line.DueCents > 0)
            {
                yield return new(PayoutPolicy.RunFor(releaseAt, time.GetUtcNow()), "transfer", $"{line.Title}: paid to the seller with that week's run", due, false);
            }
        }
    }

    private static IEnumerable<TimelineEntryView> OfTransfers(List<SellerTransfer> transfers, List<TransferReversal> reversals, bool isBuyer)
    {
        foreach (var transfer in transfers.Where(transfer => transfer.SentAt is not null))
        {
            yield return new(transfer.SentAt!.Value, "transfer", transfer.DebtCents == 0 || isBuyer ? "Paid to the seller" : $"Paid to the seller, {new Money(transfer.DebtCents, transfer.Currency)} of it against what was owed",
                new Money(transfer.AmountCents + transfer.DebtCents, transfer.Currency).ToView(), true);
        }

        foreach (var reversal in reversals)
        {
            yield return new(reversal.DoneAt!.Value, "reversal", "Taken back from the seller's Stripe balance", new Money(reversal.AskedCents!.Value, reversal.Currency).ToView(), true);
        }
    }

    private static IEnumerable<TimelineEntryView> OfRefund(Refund refund, HashSet<Guid> sellers, bool isBuyer)
    {
        var cents = refund.Lines.Where(line => sellers.Contains(line.SellerId)).Sum(line => line.AmountCents);
        if (cents == 0)
        {
            yield break;
        }

        var amount = new Money(cents, refund.Currency).ToView();
        if (refund.Origin == RefundOrigin.Buyer)
        {
            yield return new(refund.CreatedAt, "refund_requested", isBuyer ? "You asked for your money back" : "The buyer asked for money back", amount, true);
        }

        if (refund.State == RefundState.Declined)
        {
            yield return new(refund.DecidedAt!.Value, "refund_declined", "The refund was declined", amount, true);
        }

        if (refund.BookedAt is { } bookedAt)
        {
            yield return new(bookedAt, "refund", refund.State == RefundState.Pending ? "Refunded; the buyer's bank has not confirmed it yet" : "Refunded to the buyer", amount, true);
        }

        if (refund.FailedAt is { } failedAt)
        {
            yield return new(failedAt, "refund_failed", refund.BookedAt is null ? "The refund could not be made" : "The buyer's bank sent the refund back", amount, true);
        }
    }

    private static IEnumerable<TimelineEntryView> OfDispute(Dispute dispute, HashSet<Guid> sellers, bool isBuyer)
    {
        var cents = dispute.Lines.Where(line => sellers.Contains(line.SellerId)).Sum(line => line.AmountCents);
        var amount = new Money(isBuyer ? dispute.AmountCents : cents, dispute.Currency).ToView();
        yield return new(dispute.CreatedAt, "dispute", dispute.BookedAt is null ? "The buyer's bank asks about this payment" : "The buyer's bank took the payment back; the money waits for the decision", amount, true);
        if (dispute.ClosedAt is { } closedAt)
        {
            yield return new(closedAt, "dispute_closed", dispute.State switch
            {
                DisputeState.Won => "The dispute is won: the money is back",
                DisputeState.Lost => "The dispute is lost: it counts as refunded",
                _ => "The bank's question is answered",
            }, amount, true);
        }
        else if (dispute.EvidenceDueAt is { } dueAt && dispute.State == DisputeState.NeedsResponse)
        {
            yield return new(dueAt, "dispute_closed", "The bank decides without an answer from then on", amount, false);
        }
    }
}
