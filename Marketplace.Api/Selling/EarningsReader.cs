using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Selling;

/// <summary>What a seller's sales brought since the beginning: sold less fees less refunded is what the seller's accounts hold, to the cent.</summary>
/// <param name="RefundedCents">What refunds and lost disputes took from the seller; the platform gives its fee back besides.</param>
internal sealed record Earnings(long GrossCents, long FeesCents, long RefundedCents);

/// <summary>Price and fees are frozen on the lines and read from an index alone; what is left of them is in the ledger. The hourly check compares the two.</summary>
internal sealed class EarningsReader(MarketplaceDb db, SettlementCurrency currency)
{
    public async Task<Earnings> GetAsync(Guid sellerId, SellerFunds funds, CancellationToken cancellationToken)
    {
        var sums = await db.OrderLines
            .Where(line => line.SellerId == sellerId && line.PaidAt != null && line.Currency == currency.Code)
            .GroupBy(_ => 1)
            .Select(lines => new { Gross = lines.Sum(line => line.PriceCents - line.DiscountCents), Fees = lines.Sum(line => line.PlatformFeeCents + line.ProcessingFeeCents) })
            .SingleOrDefaultAsync(cancellationToken);
        var kept = funds.EscrowCents + funds.PayableCents + funds.ConnectedCents + funds.PaidOutCents + funds.DisputeHoldCents - funds.DebtCents;
        return sums is null ? new(0, 0, 0) : new(sums.Gross, sums.Fees, sums.Gross - sums.Fees - kept);
    }
}
