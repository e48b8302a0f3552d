using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Subscriptions;

/// <summary>
/// Brings up to date what no webhook did: pages nobody came back from, changes whose answer was lost, subscriptions without news, and rights whose
/// time is over. It runs until a terminal state (MONEY.md 19).
/// </summary>
public sealed class SweepSubscriptions(
    MarketplaceDb db, OpenSubscriptionPage pages, FollowSubscription follow, PlanRights rights, TimeProvider time, ILogger<SweepSubscriptions> logger)
{
    private const int BatchSize = 200;

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        await rights.EndDueAsync(cancellationToken);
        await SweepPagesAsync(cancellationToken);
        await SweepChangesAsync(cancellationToken);
        await SweepSilentAsync(cancellationToken);
    }

    private async Task SweepPagesAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - SubscriptionPolicy.CheckOpenAfter;
        var open = await db.SubscriptionCheckouts.AsNoTracking()
            .Where(checkout => (checkout.State == SubscriptionCheckoutState.Created || checkout.State == SubscriptionCheckoutState.Open) && checkout.CreatedAt <= before)
            .OrderBy(checkout => checkout.CreatedAt).Take(BatchSize).ToListAsync(cancellationToken);
        await SweepItems.EachAsync(open, checkout => pages.RefreshAsync(checkout, cancellationToken), checkout => $"Subscription checkout {checkout.Id}", logger, cancellationToken);
    }

    /// <summary>Whether Stripe did it or not shows in the subscription; the intent is closed either way, and may be asked for again.</summary>
    private async Task SweepChangesAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var before = now - SubscriptionPolicy.ChangeLostAfter;
        var lost = await db.SubscriptionChanges.AsNoTracking().Where(change => change.State == SubscriptionChangeState.Created && change.CreatedAt <= before)
            .OrderBy(change => change.CreatedAt).Take(BatchSize).ToListAsync(cancellationToken);
        await SweepItems.EachAsync(lost, async change =>
        {
            await follow.ExecuteAsync(change.UserId, cancellationToken);
            await db.SubscriptionChanges.Where(found => found.Id == change.Id && found.State == SubscriptionChangeState.Created)
                .ExecuteUpdateAsync(set => set.SetProperty(found => found.State, SubscriptionChangeState.Refused).SetProperty(found => found.DoneAt, now), cancellationToken);
        }, change => $"Subscription change {change.Id}", logger, cancellationToken);
    }

    private async Task SweepSilentAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (usual, soon) = (now - SubscriptionPolicy.CheckAfter, now - SubscriptionPolicy.CheckOpenAfter);
        var silent = await db.Subscriptions
            .Where(subscription => subscription.EndedAt == null && (subscription.CheckedAt <= usual
                || (subscription.CheckedAt <= soon && (subscription.Status != SubscriptionStatus.Active || subscription.PendingPlan != null || subscription.PeriodEnd <= now))))
            .OrderBy(subscription => subscription.CheckedAt).Select(subscription => subscription.UserId).Take(BatchSize).ToListAsync(cancellationToken);
        await SweepItems.EachAsync([.. silent.Distinct()], userId => follow.ExecuteAsync(userId, cancellationToken), userId => $"The subscription of {userId}", logger, cancellationToken);
    }
}
