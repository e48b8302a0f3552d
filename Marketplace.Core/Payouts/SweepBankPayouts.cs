using Marketplace.Core.Data;
using Marketplace.Core.Ledger;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Payouts;

/// <summary>
/// Asks Stripe for the payouts of sellers who have money on their Stripe balance: a lost webhook must not hide an arrival. Each wake-up looks at
/// the sellers who were not looked at for the longest time, so its length does not grow with the ledger or with the number of sellers.
/// </summary>
public sealed class SweepBankPayouts(MarketplaceDb db, IPaymentGateway gateway, RecordBankPayout record, LedgerQueries ledger, TimeProvider time, ILogger<SweepBankPayouts> logger)
{
    private const int LookAt = 500;
    private const int Ask = 100;

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var before = now - PayoutPolicy.CheckBankAfter;
        var due = await db.SellerAccounts
            .Where(account => account.StripeAccountId != null && account.PayoutsCheckedAt <= before)
            .OrderBy(account => account.PayoutsCheckedAt)
            .Select(account => new { account.UserId, StripeAccountId = account.StripeAccountId! })
            .Take(LookAt)
            .ToListAsync(cancellationToken);
        var withMoney = (await ledger.ListSellersWithAsync(LedgerAccounts.Connected, due.ConvertAll(seller => seller.UserId), cancellationToken)).ToHashSet();
        var asked = due.Where(seller => withMoney.Contains(seller.UserId)).Take(Ask).ToList();
        await SweepItems.EachAsync(
            asked, seller => FollowAsync(seller.UserId, seller.StripeAccountId, cancellationToken), seller => $"The list of payouts of seller {seller.UserId}", logger, cancellationToken);

        // Also those that gave no answer: one that never does must not keep the others from being asked.
        var done = due.Where(seller => !withMoney.Contains(seller.UserId)).Concat(asked).Select(seller => seller.UserId).ToList();
        await db.SellerAccounts.Where(account => done.Contains(account.UserId))
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.PayoutsCheckedAt, now), cancellationToken);
    }

    private async Task FollowAsync(Guid sellerId, string stripeAccountId, CancellationToken cancellationToken)
    {
        foreach (var payout in await gateway.ListPayoutsAsync(stripeAccountId, cancellationToken))
        {
            await record.ApplyAsync(sellerId, payout, cancellationToken);
        }
    }
}
