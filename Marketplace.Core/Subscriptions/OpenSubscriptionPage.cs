using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Subscriptions;

/// <summary>
/// Opens Stripe's page that starts a subscription. A person has one at a time: the page of another tab is closed before a new one is asked for, so
/// that nobody pays for two plans.
/// </summary>
public sealed class OpenSubscriptionPage(MarketplaceDb db, IBillingGateway gateway, MirrorPlans plans, FollowSubscription follow, CheckoutUrls urls, TimeProvider time)
{
    // Another tab may open one between our closing and committing, and hardly twice.
    private const int Attempts = 3;

    /// <exception cref="PaymentGatewayException">Stripe refuses or cannot be reached; the same key goes on where this stopped.</exception>
    public async Task<Result<Subscribed>> ExecuteAsync(Guid userId, SubscribeRequest request, IdempotentRequest key, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var found = await db.InTransactionAsync(() => FindOrCreateAsync(userId, request, key, cancellationToken), cancellationToken);
            if (!found.IsOk)
            {
                return found.Error;
            }

            var checkout = found.Value;
            if (checkout.Plan == request.Plan && checkout.Interval == request.Interval)
            {
                return await OpenAsync(checkout, cancellationToken);
            }

            // Another tab's page for another plan.
            if (await CloseAsync(checkout, cancellationToken))
            {
                return SubscriptionErrors.AlreadyThere;
            }

            if (attempt == Attempts)
            {
                return SubscriptionErrors.ChangeUnderWay;
            }
        }
    }

    /// <summary>Asks Stripe what became of a page, and follows a subscription that it began.</summary>
    public async Task RefreshAsync(SubscriptionCheckout checkout, CancellationToken cancellationToken)
    {
        if (checkout.SessionId is not { } sessionId)
        {
            // Never asked for, or the answer was lost: by the time Stripe would have closed it, nobody can have paid.
            if (time.GetUtcNow() >= PaymentPolicy.PageExpiresAt(checkout.CreatedAt))
            {
                await SetAsync(checkout.Id, SubscriptionCheckoutState.Expired, cancellationToken);
            }

            return;
        }

        await CopyAsync(checkout, await gateway.GetSessionAsync(sessionId, cancellationToken), cancellationToken);
    }

    private async Task<Result<SubscriptionCheckout>> FindOrCreateAsync(Guid userId, SubscribeRequest request, IdempotentRequest key, CancellationToken cancellationToken)
    {
        await BillingLock.TakeAsync(db, userId, cancellationToken);
        var now = time.GetUtcNow();
        var known = await IdempotentRequests.FindAsync(db, key, now, cancellationToken);
        if (!known.IsOk)
        {
            return known.Error;
        }

        if (known.Value is { } id && await db.SubscriptionCheckouts.AsNoTracking().SingleOrDefaultAsync(found => found.Id == id, cancellationToken) is { } mine)
        {
            return mine;
        }

        var open = await db.SubscriptionCheckouts.AsNoTracking()
            .SingleOrDefaultAsync(found => found.UserId == userId && (found.State == SubscriptionCheckoutState.Created || found.State == SubscriptionCheckoutState.Open), cancellationToken);
        if (open is not null && now < PaymentPolicy.PageExpiresAt(open.CreatedAt))
        {
            return open;
        }

        if (open is not null)
        {
            await SetAsync(open.Id, SubscriptionCheckoutState.Expired, cancellationToken);
        }

        var checkout = new SubscriptionCheckout { Id = Guid.CreateVersion7(now), UserId = userId, Plan = request.Plan, Interval = request.Interval, CreatedAt = now };
        db.SubscriptionCheckouts.Add(checkout);
        if (known.Value is null)
        {
            IdempotentRequests.Remember(db, key, checkout.Id, now);
        }

        await db.SaveChangesAsync(cancellationToken);
        return checkout;
    }

    private async Task<Result<Subscribed>> OpenAsync(SubscriptionCheckout checkout, CancellationToken cancellationToken)
    {
        if (checkout.Url is { } url && checkout.State == SubscriptionCheckoutState.Open)
        {
            return new Subscribed(SubscribeOutcome.Checkout, url);
        }

        if (checkout.State is SubscriptionCheckoutState.Completed or SubscriptionCheckoutState.Expired)
        {
            return SubscriptionErrors.PageClosed;
        }

        var session = await AskAsync(checkout, cancellationToken);
        await CopyAsync(checkout, session, cancellationToken);
        return session.Url is { } address ? new Subscribed(SubscribeOutcome.Checkout, address) : SubscriptionErrors.PageClosed;
    }

    /// <returns>True when it was paid before it could be closed.</returns>
    private async Task<bool> CloseAsync(SubscriptionCheckout checkout, CancellationToken cancellationToken)
    {
        var sessionId = checkout.SessionId ?? (await AskAsync(checkout, cancellationToken)).Id;
        var session = await gateway.ExpireSessionAsync(sessionId, cancellationToken);
        await CopyAsync(checkout, session, cancellationToken);
        return session.IsComplete;
    }

    /// <summary>The same row always gives the same page.</summary>
    private async Task<BillingSession> AskAsync(SubscriptionCheckout checkout, CancellationToken cancellationToken)
    {
        var customer = await CustomerAsync(checkout.UserId, cancellationToken);
        var price = await plans.FindPriceAsync(checkout.Plan, checkout.Interval, cancellationToken);
        return await gateway.CreateSessionAsync(
            new(checkout.Id, checkout.UserId, customer, price, urls.SubscriptionReturn(checkout.Id), urls.Pricing, PaymentPolicy.PageExpiresAt(checkout.CreatedAt)), cancellationToken);
    }

    private async Task<string> CustomerAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (await follow.CustomerOfAsync(userId, cancellationToken) is { } known)
        {
            return known;
        }

        var now = time.GetUtcNow();
        await db.Database.ExecuteSqlAsync($"insert into subscriptions.customers (user_id, created_at) values ({userId}, {now}) on conflict (user_id) do nothing", cancellationToken);
        var person = await db.Users.Where(user => user.Id == userId).Select(user => new { user.Email, user.DisplayName }).SingleAsync(cancellationToken);
        var made = await gateway.CreateCustomerAsync(userId, person.Email, person.DisplayName, cancellationToken);
        await db.BillingCustomers.Where(customer => customer.UserId == userId).ExecuteUpdateAsync(set => set.SetProperty(customer => customer.StripeCustomerId, made), cancellationToken);
        return made;
    }

    private async Task CopyAsync(SubscriptionCheckout checkout, BillingSession session, CancellationToken cancellationToken)
    {
        var state = session switch
        {
            { IsComplete: true } => SubscriptionCheckoutState.Completed,
            { IsExpired: true } => SubscriptionCheckoutState.Expired,
            _ => SubscriptionCheckoutState.Open,
        };
        await db.SubscriptionCheckouts.Where(found => found.Id == checkout.Id).ExecuteUpdateAsync(
            set => set.SetProperty(found => found.State, state).SetProperty(found => found.SessionId, session.Id).SetProperty(found => found.Url, session.Url), cancellationToken);
        if (session.IsComplete)
        {
            await follow.ExecuteAsync(checkout.UserId, cancellationToken);
        }
    }

    private Task<int> SetAsync(Guid id, SubscriptionCheckoutState state, CancellationToken cancellationToken) =>
        db.SubscriptionCheckouts.Where(found => found.Id == id).ExecuteUpdateAsync(set => set.SetProperty(found => found.State, state), cancellationToken);
}
