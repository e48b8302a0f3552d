using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;

namespace Marketplace.Core.Subscriptions;

/// <param name="Kind">Null for a first subscription.</param>
/// <param name="NextPrice">Null when nothing is renewed.</param>
public sealed record SubscriptionOutlook(
    SubscriptionChangeKind? Kind,
    Plan Plan,
    BillingInterval Interval,
    Money DueNow,
    IReadOnlyList<(string Text, Money Amount)> Lines,
    DateTimeOffset EffectiveAt,
    Money? NextPrice,
    DateTimeOffset? NextAt,
    DateTimeOffset? ProrationDate);

/// <summary>What a change would cost and when it happens. An upgrade's amount is Stripe's own, for a moment that the change then repeats.</summary>
public sealed class PreviewSubscription(MarketplaceDb db, IBillingGateway gateway, MirrorPlans plans, FollowSubscription follow, SettlementCurrency currency, TimeProvider time)
{
    public async Task<Result<SubscriptionOutlook>> ExecuteAsync(Guid userId, SubscribeRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await follow.ExecuteAsync(userId, cancellationToken);
            var live = await Subscribe.LiveAsync(db, userId, cancellationToken);
            return live is null ? First(request) : await OfChangeAsync(live, request, cancellationToken);
        }
        catch (PaymentGatewayException exception)
        {
            return exception.IsFinal ? SubscriptionErrors.Refused(exception.Message) : SubscriptionErrors.Unavailable;
        }
    }

    private Result<SubscriptionOutlook> First(SubscribeRequest request)
    {
        if (request.Plan == Plan.Free)
        {
            return SubscriptionErrors.None;
        }

        var now = time.GetUtcNow();
        var price = PriceOf(request);
        var next = request.Interval == BillingInterval.Year ? now.AddYears(1) : now.AddMonths(1);
        return new SubscriptionOutlook(null, request.Plan, request.Interval, price, [($"{request.Plan} plan, first {Name(request.Interval)}", price)], now, price, next, null);
    }

    private async Task<Result<SubscriptionOutlook>> OfChangeAsync(Subscription live, SubscribeRequest request, CancellationToken cancellationToken)
    {
        switch (SubscriptionPolicy.KindOf(live.Plan, live.Interval, request.Plan, request.Interval))
        {
            case null:
                return SubscriptionErrors.AlreadyThere;
            case SubscriptionChangeKind.Cancel:
                return new SubscriptionOutlook(SubscriptionChangeKind.Cancel, Plan.Free, live.Interval, currency.Of(0), [], live.PeriodEnd, null, null, null);
            case SubscriptionChangeKind.Downgrade:
                return new SubscriptionOutlook(SubscriptionChangeKind.Downgrade, request.Plan, request.Interval, currency.Of(0), [], live.PeriodEnd, PriceOf(request), live.PeriodEnd, null);
            default:
                return live.PendingPlan is not null || live.Status != SubscriptionStatus.Active ? SubscriptionErrors.PaymentPending : await OfUpgradeAsync(live, request, cancellationToken);
        }
    }

    private async Task<Result<SubscriptionOutlook>> OfUpgradeAsync(Subscription live, SubscribeRequest request, CancellationToken cancellationToken)
    {
        var moment = request.ProrationAt(time.GetUtcNow());
        if (!moment.IsOk)
        {
            return moment.Error;
        }

        var customer = (await follow.CustomerOfAsync(live.UserId, cancellationToken))!;
        var subscription = (await gateway.ListSubscriptionsAsync(customer, cancellationToken)).Single(found => found.Id == live.StripeId);
        var at = moment.Value;
        var preview = await gateway.PreviewAsync(subscription, await plans.FindPriceAsync(request.Plan, request.Interval, cancellationToken), at, cancellationToken);

        // Another interval starts a period of its own.
        var next = request.Interval == live.Interval ? live.PeriodEnd : at.AddYears(1);
        return new SubscriptionOutlook(SubscriptionChangeKind.Upgrade, request.Plan, request.Interval, preview.DueNow, preview.Lines, at, PriceOf(request), next, at);
    }

    private Money PriceOf(SubscribeRequest request) => currency.Of(SubscriptionPolicy.CentsOf(request.Plan, request.Interval));

    private static string Name(BillingInterval interval) => interval == BillingInterval.Year ? "year" : "month";
}
