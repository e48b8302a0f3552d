using Marketplace.Core.Data;
using Marketplace.Core.Ledger;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Payouts;

/// <summary>Asks Stripe for the payouts of sellers who have money on their Stripe balance: a lost webhook must not hide an arrival.</summary>
public sealed class SweepBankPayouts(MarketplaceDb db, IPaymentGateway gateway, RecordBankPayout record, ILogger<SweepBankPayouts> logger)
{
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var waiting = await db.Postings
            .Where(posting => posting.Account == LedgerAccounts.Connected)
            .GroupBy(posting => posting.SellerId)
            .Where(group => group.Sum(posting => posting.AmountCents) != 0)
            .Select(group => group.Key)
            .Join(db.SellerAccounts, sellerId => sellerId, account => account.UserId, (_, account) => new { account.UserId, account.StripeAccountId })
            .ToListAsync(cancellationToken);
        foreach (var seller in waiting.Where(seller => seller.StripeAccountId is not null))
        {
            try
            {
                foreach (var payout in await gateway.ListPayoutsAsync(seller.StripeAccountId!, cancellationToken))
                {
                    await record.ApplyAsync(seller.UserId, payout, cancellationToken);
                }
            }
            catch (PaymentGatewayException exception)
            {
                logger.LogWarning(exception, "The payouts of seller {SellerId} could not be read", seller.UserId);
            }
        }
    }
}
