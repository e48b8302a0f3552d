using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Subscriptions;

/// <summary>Takes somebody to a plan: who has none goes to Stripe's page, who has one changes it. Free is a cancellation at the end of the paid period.</summary>
public sealed class Subscribe(MarketplaceDb db, FollowSubscription follow, OpenSubscriptionPage pages, ChangeSubscription change)
{
    /// <exception cref="PaymentGatewayException">Never: refusals come back as results.</exception>
    public async Task<Result<Subscribed>> ExecuteAsync(Guid userId, SubscribeRequest request, string idempotencyKey, CancellationToken cancellationToken)
    {
        var key = IdempotentRequest.For(userId, "subscription", idempotencyKey, request.Plan.ToString(), request.Interval.ToString());
        try
        {
            // Stripe's word first: our copy may be a webhook behind.
            await follow.ExecuteAsync(userId, cancellationToken);
            var live = await LiveAsync(db, userId, cancellationToken);
            if (live is not null)
            {
                return await change.ExecuteAsync(userId, request, key, cancellationToken);
            }

            return request.Plan == Plan.Free ? SubscriptionErrors.None : await pages.ExecuteAsync(userId, request, key, cancellationToken);
        }
        catch (PaymentGatewayException exception)
        {
            return exception.IsFinal ? SubscriptionErrors.Refused(exception.Message) : SubscriptionErrors.Unavailable;
        }
    }

    /// <summary>The one a person has at present, also while a renewal is not paid; null without one.</summary>
    public static Task<Subscription?> LiveAsync(MarketplaceDb db, Guid userId, CancellationToken cancellationToken) => db.Subscriptions.AsNoTracking()
        .Where(subscription => subscription.UserId == userId && subscription.EndedAt == null
            && (subscription.Status == SubscriptionStatus.Active || subscription.Status == SubscriptionStatus.PastDue || subscription.Status == SubscriptionStatus.Unpaid))
        .OrderByDescending(subscription => subscription.CreatedAt).FirstOrDefaultAsync(cancellationToken);
}
