using Marketplace.Core.Data;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Subscriptions;

/// <summary>Asks Stripe now, for somebody who comes back from its page.</summary>
public sealed class RefreshSubscription(MarketplaceDb db, OpenSubscriptionPage pages, FollowSubscription follow, ILogger<RefreshSubscription> logger)
{
    public async Task ExecuteAsync(Guid userId, CancellationToken cancellationToken)
    {
        try
        {
            var open = await db.SubscriptionCheckouts.AsNoTracking().Where(checkout => checkout.UserId == userId && checkout.State == SubscriptionCheckoutState.Open).ToListAsync(cancellationToken);
            foreach (var checkout in open)
            {
                await pages.RefreshAsync(checkout, cancellationToken);
            }

            await follow.ExecuteAsync(userId, cancellationToken);
        }
        catch (PaymentGatewayException exception)
        {
            // Shown as we know it; the webhook or the sweep brings it up to date.
            logger.LogWarning(exception, "The subscription of {UserId} could not be refreshed", userId);
        }
    }
}
