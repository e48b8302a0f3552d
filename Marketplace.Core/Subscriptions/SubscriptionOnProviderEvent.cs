using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Subscriptions;

/// <summary>The subscription side of provider events: finds whose it is, and looks again at everything of theirs.</summary>
public sealed class SubscriptionOnProviderEvent(MarketplaceDb db, IBillingGateway gateway, FollowSubscription follow, OpenSubscriptionPage pages, BookSubscriptions books)
    : IOutboxHandler<ProviderEventReceived>
{
    public async Task HandleAsync(ProviderEventReceived message, CancellationToken cancellationToken)
    {
        if (message.Account is not null)
        {
            return;
        }

        switch (message.Type)
        {
            case var type when type.StartsWith("customer.subscription.", StringComparison.Ordinal) || type.StartsWith("invoice.", StringComparison.Ordinal):
                await FollowAsync(message.ObjectId, cancellationToken);
                break;
            case var type when type.StartsWith("checkout.session.", StringComparison.Ordinal):
                if (await db.SubscriptionCheckouts.AsNoTracking().SingleOrDefaultAsync(checkout => checkout.SessionId == message.ObjectId, cancellationToken) is { } checkout)
                {
                    await pages.RefreshAsync(checkout, cancellationToken);
                }

                break;
            case var type when type.StartsWith("refund.", StringComparison.Ordinal) || type.StartsWith("charge.dispute.", StringComparison.Ordinal) || type == "charge.refund.updated":
                await books.FollowAsync(message.ObjectId, cancellationToken);
                break;
        }
    }

    private async Task FollowAsync(string objectId, CancellationToken cancellationToken)
    {
        // invoice.upcoming tells of an invoice that does not exist yet, and has no id.
        if (objectId.Length == 0)
        {
            return;
        }

        var known = await db.Subscriptions.Where(subscription => subscription.StripeId == objectId).Select(subscription => (Guid?)subscription.UserId).SingleOrDefaultAsync(cancellationToken)
            ?? await db.SubscriptionInvoices.Where(invoice => invoice.Id == objectId).Select(invoice => (Guid?)invoice.UserId).SingleOrDefaultAsync(cancellationToken);
        if (known is null && await gateway.FindCustomerAsync(objectId, cancellationToken) is { } customer)
        {
            known = await db.BillingCustomers.Where(found => found.StripeCustomerId == customer).Select(found => (Guid?)found.UserId).SingleOrDefaultAsync(cancellationToken);
        }

        if (known is { } userId)
        {
            await follow.ExecuteAsync(userId, cancellationToken);
        }
    }
}
