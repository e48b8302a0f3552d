using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payouts;

/// <summary>Reads where a seller stands before the next weekly run.</summary>
public sealed class PayoutStandings(MarketplaceDb db, SettlementCurrency currency, TimeProvider time)
{
    public async Task<PayoutStanding> ReadAsync(Guid sellerId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var run = PayoutPolicy.NextRun(now);
        var due = await db.OrderLines.AsNoTracking()
            .Where(line => line.SellerId == sellerId && line.TransferId == null && (line.State == OrderLineState.InEscrow || line.State == OrderLineState.Released) && (line.DueCents > 0 || line.HeldCents > 0))
            .GroupBy(line => new { IsFrozen = line.FrozenAt != null, IsReady = line.ReleaseAt <= run })
            .Select(group => new { group.Key.IsFrozen, group.Key.IsReady, Due = group.Sum(line => line.DueCents) })
            .ToListAsync(cancellationToken);
        var held = await db.OrderLines.Where(line => line.SellerId == sellerId && line.FrozenAt != null).SumAsync(line => line.HeldCents, cancellationToken);
        return new(
            due.Where(part => !part.IsFrozen && part.IsReady).Sum(part => part.Due),
            due.Where(part => !part.IsFrozen && !part.IsReady).Sum(part => part.Due),
            due.Where(part => part.IsFrozen).Sum(part => part.Due) + held,
            await SellerMoney.OpenDebtAsync(db, sellerId, currency.Code, cancellationToken),
            await db.SellerTransfers.AnyAsync(transfer => transfer.SellerId == sellerId && transfer.State == TransferState.Created, cancellationToken),
            await db.PayoutHolds.AsNoTracking().Where(PayoutHold.IsActiveFor(sellerId, now)).OrderByDescending(hold => hold.DeadlineAt).FirstOrDefaultAsync(cancellationToken));
    }
}
