using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payouts;

/// <summary>A transfer is to be taken back, wholly or in part.</summary>
public sealed record ReversalPlanned(Guid ReversalId) : IOutboxEvent
{
    public static string Name => "payouts.reversal_planned";
}

/// <summary>
/// Writes down what to take back from a seller's Stripe balance, inside the transaction that books the seller's debt. The newest transfer
/// of the order gives first; what the order's transfers do not cover stays debt.
/// </summary>
public static class PlanReversals
{
    /// <param name="amount">What the seller now owes for this order.</param>
    /// <param name="causeId">Stripe's refund or dispute.</param>
    public static async Task ForAsync(MarketplaceDb db, Guid orderId, Guid sellerId, Money amount, string causeId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var transfers = await db.SellerTransfers.AsNoTracking()
            .Where(transfer => transfer.OrderId == orderId && transfer.SellerId == sellerId && transfer.State == TransferState.Sent && transfer.StripeTransferId != null)
            .OrderByDescending(transfer => transfer.SentAt)
            .ToListAsync(cancellationToken);
        var ids = transfers.Select(transfer => transfer.Id).ToList();
        var open = await db.TransferReversals.AsNoTracking()
            .Where(reversal => ids.Contains(reversal.TransferId) && reversal.State == ReversalState.Created)
            .ToListAsync(cancellationToken);
        var wanted = amount.Cents;
        foreach (var transfer in transfers)
        {
            var left = transfer.AmountCents - transfer.ReversedCents - open.Where(reversal => reversal.TransferId == transfer.Id).Sum(reversal => reversal.WantedCents);
            var cents = Math.Min(left, wanted);
            if (cents <= 0)
            {
                continue;
            }

            wanted -= cents;
            var reversal = new TransferReversal
            {
                Id = Guid.CreateVersion7(now),
                TransferId = transfer.Id,
                SellerId = sellerId,
                Currency = amount.Currency,
                WantedCents = cents,
                CauseId = causeId,
                CreatedAt = now,
            };
            db.TransferReversals.Add(reversal);
            db.Publish(new ReversalPlanned(reversal.Id), now);
        }
    }
}
