using Marketplace.Core.Data;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Payouts;

/// <summary>Asks Stripe after sellers' accounts whose news may have been lost: every hour where something is missing, else once a day.</summary>
public sealed class SweepAccounts(MarketplaceDb db, RefreshSellerAccount refresh, TimeProvider time, ILogger<SweepAccounts> logger)
{
    private const int BatchSize = 50;

    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (incomplete, complete) = (now - PayoutPolicy.CheckIncompleteAfter, now - PayoutPolicy.CheckAfter);
        var due = await db.SellerAccounts
            .Where(account => account.StripeAccountId != null && (account.CheckedAt == null || account.CheckedAt <= complete
                || (account.CheckedAt <= incomplete && !(account.DetailsSubmitted && account.TransfersActive && account.PayoutsEnabled))))
            .OrderBy(account => account.CheckedAt)
            .Select(account => account.UserId)
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
        await SweepItems.EachAsync(due, userId => refresh.ExecuteAsync(userId, cancellationToken), userId => $"The Stripe account of seller {userId}", logger, cancellationToken);
        return due.Count;
    }
}
