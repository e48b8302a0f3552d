using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Subscriptions;

/// <summary>
/// Upgrades, downgrades, cancels and resumes. The intent is committed before Stripe is asked, one per subscription at a time: of two tabs
/// that upgrade at once one does, and the other is told.
/// </summary>
public sealed class ChangeSubscription(MarketplaceDb db, IBillingGateway gateway, MirrorPlans plans, FollowSubscription follow, TimeProvider time)
{
    /// <exception cref="PaymentGatewayException">Stripe cannot be reached; the sweep finds out what became of it.</exception>
    public async Task<Result<Subscribed>> ExecuteAsync(Guid userId, SubscribeRequest request, IdempotentRequest? key, CancellationToken cancellationToken)
    {
        var begun = await db.InTransactionAsync(() => BeginAsync(userId, key, subscription => Decide(subscription, request), request, cancellationToken), cancellationToken);
        return begun.IsOk ? await SendAsync(begun.Value, cancellationToken) : begun.Error;
    }

    /// <summary>Ends it with the paid period; one whose renewal is not paid ends at once, and owes nothing.</summary>
    public Task<Result<Subscribed>> CancelAsync(Guid userId, CancellationToken cancellationToken) => ByOwnerAsync(
        userId, subscription => subscription.CancelAt is null ? SubscriptionChangeKind.Cancel : SubscriptionErrors.AlreadyEnding, cancellationToken);

    /// <summary>Takes back a planned end or downgrade, and an upgrade that waits for its payment.</summary>
    public Task<Result<Subscribed>> ResumeAsync(Guid userId, CancellationToken cancellationToken) => ByOwnerAsync(
        userId, subscription => subscription is { CancelAt: null, NextPlan: null, PendingPlan: null } ? SubscriptionErrors.NothingToResume : SubscriptionChangeKind.Resume, cancellationToken);

    private async Task<Result<Subscribed>> ByOwnerAsync(Guid userId, Func<Subscription, Result<SubscriptionChangeKind>> decide, CancellationToken cancellationToken)
    {
        try
        {
            await follow.ExecuteAsync(userId, cancellationToken);
            var begun = await db.InTransactionAsync(() => BeginAsync(userId, null, decide, null, cancellationToken), cancellationToken);
            return begun.IsOk ? await SendAsync(begun.Value, cancellationToken) : begun.Error;
        }
        catch (PaymentGatewayException exception)
        {
            return exception.IsFinal ? SubscriptionErrors.Refused(exception.Message) : SubscriptionErrors.Unavailable;
        }
    }

    private static Result<SubscriptionChangeKind> Decide(Subscription subscription, SubscribeRequest request)
    {
        if (SubscriptionPolicy.KindOf(subscription.Plan, subscription.Interval, request.Plan, request.Interval) is not { } kind)
        {
            return SubscriptionErrors.AlreadyThere;
        }

        if (kind == SubscriptionChangeKind.Cancel)
        {
            return subscription.CancelAt is null ? kind : SubscriptionErrors.AlreadyEnding;
        }

        var isPlanned = kind == SubscriptionChangeKind.Downgrade && (subscription.NextPlan, subscription.NextInterval) == (request.Plan, request.Interval);
        return isPlanned ? SubscriptionErrors.AlreadyThere
            : subscription.PendingPlan is not null || subscription.Status != SubscriptionStatus.Active ? SubscriptionErrors.PaymentPending
            : kind;
    }

    private async Task<Result<SubscriptionChange>> BeginAsync(
        Guid userId, IdempotentRequest? key, Func<Subscription, Result<SubscriptionChangeKind>> decide, SubscribeRequest? request, CancellationToken cancellationToken)
    {
        await BillingLock.TakeAsync(db, userId, cancellationToken);
        var now = time.GetUtcNow();
        var known = key is null ? default(Guid?) : await IdempotentRequests.FindAsync(db, key, now, cancellationToken);
        if (!known.IsOk)
        {
            return known.Error;
        }

        if (known.Value is { } id && await db.SubscriptionChanges.AsNoTracking().SingleOrDefaultAsync(change => change.Id == id, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        var subscription = await Subscribe.LiveAsync(db, userId, cancellationToken);
        if (subscription is null)
        {
            return SubscriptionErrors.None;
        }

        if (await db.SubscriptionChanges.AnyAsync(change => change.SubscriptionId == subscription.Id && change.State == SubscriptionChangeState.Created, cancellationToken))
        {
            return SubscriptionErrors.ChangeUnderWay;
        }

        var kind = decide(subscription);
        if (!kind.IsOk)
        {
            return kind.Error;
        }

        var moment = kind.Value == SubscriptionChangeKind.Upgrade ? request!.ProrationAt(now) : now;
        if (!moment.IsOk)
        {
            return moment.Error;
        }

        var change = new SubscriptionChange
        {
            Id = Guid.CreateVersion7(now),
            UserId = userId,
            SubscriptionId = subscription.Id,
            Kind = kind.Value,
            Plan = request?.Plan,
            Interval = request?.Interval,
            ProrationDate = kind.Value == SubscriptionChangeKind.Upgrade ? moment.Value : null,
            CreatedAt = now,
        };
        db.SubscriptionChanges.Add(change);
        if (key is not null && known.Value is null)
        {
            IdempotentRequests.Remember(db, key, change.Id, now);
        }

        await db.SaveChangesAsync(cancellationToken);
        return change;
    }

    private async Task<Result<Subscribed>> SendAsync(SubscriptionChange change, CancellationToken cancellationToken)
    {
        // A repeated key finds its change; sent again it does at Stripe what it did before, by the change's own key. It stays open until our copy has
        // caught up: the next change must not be decided by what was.
        if (change.State == SubscriptionChangeState.Created)
        {
            try
            {
                await CallAsync(change, cancellationToken);
            }
            catch (PaymentGatewayException exception) when (exception.IsFinal)
            {
                await follow.ExecuteAsync(change.UserId, cancellationToken);
                await CloseAsync(change.Id, SubscriptionChangeState.Refused, cancellationToken);
                return SubscriptionErrors.Refused(exception.Message);
            }
        }

        await follow.ExecuteAsync(change.UserId, cancellationToken);
        await CloseAsync(change.Id, SubscriptionChangeState.Done, cancellationToken);
        var after = await db.Subscriptions.AsNoTracking().SingleAsync(subscription => subscription.Id == change.SubscriptionId, cancellationToken);
        if (change.State == SubscriptionChangeState.Refused && !IsMade(change, after))
        {
            return SubscriptionErrors.NotMade;
        }

        return change.Kind switch
        {
            SubscriptionChangeKind.Upgrade when after.PendingPlan is not null => new Subscribed(SubscribeOutcome.PaymentNeeded, after.PayUrl),
            SubscriptionChangeKind.Downgrade => new Subscribed(SubscribeOutcome.Scheduled, null),
            SubscriptionChangeKind.Cancel when after.EndedAt is null => new Subscribed(SubscribeOutcome.Scheduled, null),
            _ => new Subscribed(SubscribeOutcome.Changed, null),
        };
    }

    /// <summary>The sweep gives up on a change without an answer; Stripe may have made it all the same.</summary>
    private static bool IsMade(SubscriptionChange change, Subscription after) => change.Kind switch
    {
        SubscriptionChangeKind.Upgrade => (after.Plan, after.Interval) == (change.Plan, change.Interval) || (after.PendingPlan, after.PendingInterval) == (change.Plan, change.Interval),
        SubscriptionChangeKind.Downgrade => (after.NextPlan, after.NextInterval) == (change.Plan, change.Interval),
        SubscriptionChangeKind.Cancel => after.CancelAt is not null || after.EndedAt is not null,
        _ => after is { CancelAt: null, NextPlan: null, PendingPlan: null },
    };

    private async Task CallAsync(SubscriptionChange change, CancellationToken cancellationToken)
    {
        var key = $"subscription-change:{change.Id}";
        var stripeId = await db.Subscriptions.Where(subscription => subscription.Id == change.SubscriptionId).Select(subscription => subscription.StripeId).SingleAsync(cancellationToken);
        var customerId = await follow.CustomerOfAsync(change.UserId, cancellationToken) ?? throw new InvalidOperationException($"{change.UserId} has a subscription and is no customer.");
        Task<GatewaySubscription> LookAsync() => FindAsync(customerId, stripeId, cancellationToken);
        var now = await LookAsync();
        switch (change.Kind)
        {
            case SubscriptionChangeKind.Upgrade:
                await gateway.UpgradeAsync(now, await PriceAsync(), change.ProrationDate!.Value, key, cancellationToken);

                // Whoever pays for more means to go on. Not before it is paid: a declined card must not undo what was planned.
                if (await LookAsync() is { Pending: null } upgraded)
                {
                    await ForgetPlansAsync(upgraded, key, cancellationToken);
                }

                break;
            case SubscriptionChangeKind.Downgrade:
                await KeepAsync(now, key, cancellationToken);
                await gateway.ScheduleAsync(now, await PriceAsync(), key, cancellationToken);
                break;
            case SubscriptionChangeKind.Cancel when now.Status == SubscriptionStatus.Active:
                await ReleaseAsync(now, key, cancellationToken);
                await gateway.SetCancelAtPeriodEndAsync(now.Id, true, key, cancellationToken);
                break;
            case SubscriptionChangeKind.Cancel:
                await gateway.CancelNowAsync(now.Id, key, cancellationToken);
                await VoidOpenAsync(now, key, cancellationToken);
                break;
            default:
                if (now.Pending is not null)
                {
                    await VoidOpenAsync(now, key, cancellationToken);
                }

                await ForgetPlansAsync(now, key, cancellationToken);
                break;
        }

        Task<string> PriceAsync() => plans.FindPriceAsync(change.Plan!.Value, change.Interval!.Value, cancellationToken);
    }

    private async Task<GatewaySubscription> FindAsync(string customerId, string stripeId, CancellationToken cancellationToken) =>
        (await gateway.ListSubscriptionsAsync(customerId, cancellationToken)).Single(subscription => subscription.Id == stripeId);

    private async Task ForgetPlansAsync(GatewaySubscription subscription, string key, CancellationToken cancellationToken)
    {
        await ReleaseAsync(subscription, key, cancellationToken);
        await KeepAsync(subscription, key, cancellationToken);
    }

    private Task ReleaseAsync(GatewaySubscription subscription, string key, CancellationToken cancellationToken) =>
        subscription.ScheduleId is { } schedule ? gateway.ReleaseScheduleAsync(schedule, key, cancellationToken) : Task.CompletedTask;

    private Task KeepAsync(GatewaySubscription subscription, string key, CancellationToken cancellationToken) =>
        subscription.CancelAt is not null ? gateway.SetCancelAtPeriodEndAsync(subscription.Id, false, key, cancellationToken) : Task.CompletedTask;

    private async Task VoidOpenAsync(GatewaySubscription subscription, string key, CancellationToken cancellationToken)
    {
        foreach (var invoice in await gateway.ListInvoicesAsync(subscription.CustomerId, cancellationToken))
        {
            if (invoice.SubscriptionId == subscription.Id && invoice.Status == "open")
            {
                await gateway.VoidInvoiceAsync(invoice.Id, key, cancellationToken);
            }
        }
    }

    private Task<int> CloseAsync(Guid changeId, SubscriptionChangeState state, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return db.SubscriptionChanges.Where(change => change.Id == changeId && change.State == SubscriptionChangeState.Created)
            .ExecuteUpdateAsync(set => set.SetProperty(change => change.State, state).SetProperty(change => change.DoneAt, now), cancellationToken);
    }
}
