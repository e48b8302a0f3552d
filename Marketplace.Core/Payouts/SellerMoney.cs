using Marketplace.Core.Data;
using Marketplace.Core.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payouts;

/// <summary>
/// What everyone shares who moves a seller's money. Locks are taken in this order, always: the order, its sellers by id, transfers, lines by id.
/// </summary>
public static class SellerMoney
{
    public static async Task LockAsync(MarketplaceDb db, IEnumerable<Guid> sellerIds, CancellationToken cancellationToken)
    {
        var ids = sellerIds.Distinct().ToArray();
        await db.Database.ExecuteSqlAsync($"select 1 from accounts.seller_accounts where user_id = any({ids}) order by user_id for update", cancellationToken);
    }

    /// <summary>
    /// What a seller owes and nobody is collecting yet: the debt in the books, less what planned transfers will set off and what open
    /// reversals may bring back. The caller holds the seller's lock.
    /// </summary>
    public static async Task<long> OpenDebtAsync(MarketplaceDb db, Guid sellerId, string currency, CancellationToken cancellationToken)
    {
        var booked = await db.Postings.Where(posting => posting.SellerId == sellerId && posting.Account == LedgerAccounts.Debt && posting.Currency == currency)
            .SumAsync(posting => posting.AmountCents, cancellationToken);
        if (booked == 0)
        {
            return 0;
        }

        var planned = await db.SellerTransfers.Where(transfer => transfer.SellerId == sellerId && transfer.State == TransferState.Created && transfer.Currency == currency)
            .SumAsync(transfer => transfer.DebtCents, cancellationToken);
        var reversing = await db.TransferReversals.Where(reversal => reversal.SellerId == sellerId && reversal.State == ReversalState.Created && reversal.Currency == currency)
            .SumAsync(reversal => reversal.WantedCents, cancellationToken);
        return Math.Max(0, booked - planned - reversing);
    }
}
