using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Marketplace.Core.Orders;
using Marketplace.Core.Payouts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Selling;

/// <summary>The seller's balance from the ledger, and what the next weekly run brings.</summary>
internal sealed class BalanceReader(MarketplaceDb db, LedgerQueries ledger, EarningsReader earnings, PayoutStandings standings, SettlementCurrency currency, TimeProvider time)
{
    private const int ForecastLines = 200;

    public async Task<BalanceView> GetAsync(SellerAccount account, CancellationToken cancellationToken)
    {
        var funds = await ledger.GetSellerFundsAsync(account.UserId, currency.Code, cancellationToken);
        var sold = await earnings.GetAsync(account.UserId, funds, cancellationToken);
        return new(
            Amount(funds.EscrowCents),
            Amount(funds.PayableCents),
            Amount(funds.ConnectedCents),
            Amount(funds.DisputeHoldCents),
            Amount(funds.PaidOutCents),
            Amount(sold.GrossCents),
            Amount(sold.FeesCents),
            Amount(sold.RefundedCents),
            await NextAsync(account, cancellationToken));
    }

    public async Task<ForecastView> ForecastAsync(SellerAccount account, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var next = await NextAsync(account, cancellationToken);
        var lines = await Open(account.UserId).OrderBy(line => line.ReleaseAt).Take(ForecastLines)
            .Join(db.Orders, line => line.OrderId, order => order.Id, (line, order) => new { Line = line, order.Number })
            .ToListAsync(cancellationToken);
        return new(next.Date, next.Amount, next.Reason,
        [
            .. lines.OrderBy(row => row.Line.ReleaseAt).Select(row => new ForecastLineView(
                row.Line.Id, row.Number, row.Line.Title, Amount(row.Line.DueCents), row.Line.ReleaseAt!.Value, PayoutPolicy.RunFor(row.Line.ReleaseAt.Value, now))),
        ]);
    }

    private async Task<NextPayoutView> NextAsync(SellerAccount account, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var standing = await standings.ReadAsync(account.UserId, cancellationToken);
        var obstacle = PayoutPolicy.ObstacleFor(account, standing);
        return new(PayoutPolicy.NextRun(now), Amount(obstacle is null ? PayoutPolicy.NextAmount(standing) : 0), obstacle?.Code, obstacle?.Text);
    }

    /// <summary>Lines with money that is not in a transfer yet.</summary>
    private IQueryable<OrderLine> Open(Guid sellerId) => db.OrderLines.AsNoTracking().Where(line =>
        line.SellerId == sellerId && line.DueCents > 0 && line.TransferId == null && (line.State == OrderLineState.InEscrow || line.State == OrderLineState.Released));

    private MoneyView Amount(long cents) => currency.Of(cents).ToView();
}
