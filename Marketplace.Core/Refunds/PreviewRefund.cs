using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Refunds;

/// <summary>What a refund would do, line by line (MONEY.md 14).</summary>
/// <param name="FromBalanceCents">Taken out of what the seller has in escrow or payable.</param>
/// <param name="ReversedCents">Taken back from the seller's Stripe balance.</param>
/// <param name="DebtCents">Neither: deducted from the seller's next transfers.</param>
/// <param name="EndsAccess">The buyer can no longer download this line.</param>
public sealed record RefundPreviewLine(OrderLine Line, long AmountCents, RefundParts Parts, long FromBalanceCents, long ReversedCents, long DebtCents, bool EndsAccess);

public sealed record RefundPreview(string Currency, long AmountCents, IReadOnlyList<RefundPreviewLine> Lines);

/// <summary>Says, without doing it, what a refund takes from whom.</summary>
public sealed class PreviewRefund(MarketplaceDb db, IPaymentGateway gateway)
{
    public async Task<Result<RefundPreview>> ExecuteAsync(RefundWish wish, Guid? sellerId, CancellationToken cancellationToken)
    {
        var order = await db.Orders.AsNoTracking().Include(order => order.Lines).SingleAsync(order => order.Id == wish.OrderId, cancellationToken);
        order.Lines.Sort((left, right) => left.Position.CompareTo(right.Position));
        var plan = RefundPlan.Make(order, wish, sellerId);
        if (!plan.IsOk)
        {
            return plan.Error;
        }

        var covered = new Dictionary<Guid, long>();
        var lines = new List<RefundPreviewLine>();
        foreach (var (line, cents) in plan.Value)
        {
            var parts = RefundPolicy.Increment(line, line.RefundedCents, line.RefundedCents + cents);
            var fromDue = Math.Min(parts.SellerCents, line.DueCents);
            var owed = parts.SellerCents - fromDue;
            if (owed > 0 && !covered.ContainsKey(line.SellerId))
            {
                covered[line.SellerId] = await CoverAsync(order, line.SellerId, cancellationToken);
            }

            var reversed = owed == 0 ? 0 : Math.Min(owed, covered[line.SellerId]);
            if (owed > 0)
            {
                covered[line.SellerId] -= reversed;
            }

            lines.Add(new(line, cents, parts, fromDue, reversed, owed - reversed, line.RefundedCents + cents == line.GrossCents));
        }

        return new RefundPreview(order.Currency, lines.Sum(line => line.AmountCents), lines);
    }

    /// <summary>What could be taken back: what the order's transfers still hold, as far as the seller's Stripe balance covers it now.</summary>
    private async Task<long> CoverAsync(Order order, Guid sellerId, CancellationToken cancellationToken)
    {
        var transfers = await db.SellerTransfers.AsNoTracking()
            .Where(transfer => transfer.OrderId == order.Id && transfer.SellerId == sellerId && transfer.State == TransferState.Sent && transfer.StripeTransferId != null)
            .ToListAsync(cancellationToken);
        if (transfers.Count == 0)
        {
            return 0;
        }

        var balance = await gateway.GetBalanceAsync(transfers[0].DestinationAccountId, order.Currency, cancellationToken);
        return Math.Clamp(balance, 0, transfers.Sum(transfer => transfer.AmountCents - transfer.ReversedCents));
    }
}
