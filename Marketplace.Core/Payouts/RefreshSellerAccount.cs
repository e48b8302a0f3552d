using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payouts;

/// <summary>Copies what Stripe says of a seller's account.</summary>
public sealed class RefreshSellerAccount(MarketplaceDb db, IPaymentGateway gateway, TimeProvider time)
{
    /// <returns>The account; null when the person is no seller.</returns>
    /// <exception cref="PaymentGatewayException">Stripe cannot be asked; nothing has changed.</exception>
    public async Task<SellerAccount?> ExecuteAsync(Guid userId, CancellationToken cancellationToken)
    {
        var account = await db.SellerAccounts.AsTracking().SingleOrDefaultAsync(account => account.UserId == userId, cancellationToken);
        if (account?.StripeAccountId is { } stripeId)
        {
            var seen = await gateway.GetAccountAsync(stripeId, cancellationToken);
            account.DetailsSubmitted = seen.DetailsSubmitted;
            account.TransfersActive = seen.TransfersActive;
            account.PayoutsEnabled = seen.PayoutsEnabled;
            account.RequirementsDue = [.. seen.RequirementsDue];
            account.CheckedAt = time.GetUtcNow();
            await db.SaveChangesAsync(cancellationToken);
        }

        return account;
    }
}

/// <summary>The payout side of provider events: seller accounts and bank payouts.</summary>
public sealed class FollowOnProviderEvent(MarketplaceDb db, RefreshSellerAccount refresh, RecordBankPayout record) : IOutboxHandler<ProviderEventReceived>
{
    public async Task HandleAsync(ProviderEventReceived message, CancellationToken cancellationToken)
    {
        if (message.Type == "account.updated")
        {
            var userId = await db.SellerAccounts.Where(account => account.StripeAccountId == message.ObjectId).Select(account => (Guid?)account.UserId).SingleOrDefaultAsync(cancellationToken);
            if (userId is not null)
            {
                await refresh.ExecuteAsync(userId.Value, cancellationToken);
            }
        }
        else if (message.Type.StartsWith("payout.", StringComparison.Ordinal) && message.Account is { } accountId)
        {
            await record.ExecuteAsync(accountId, message.ObjectId, cancellationToken);
        }
    }
}
