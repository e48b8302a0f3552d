using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Subscriptions;

/// <summary>What somebody asks for: a plan, how often it is paid, and the moment of the preview they saw.</summary>
public sealed record SubscribeRequest(Plan Plan, BillingInterval Interval, DateTimeOffset? ProrationDate = null)
{
    /// <param name="plan">As the API names it: <c>pro</c>.</param>
    /// <param name="interval"><c>month</c> or <c>year</c>; null is month.</param>
    public static Result<SubscribeRequest> Read(string plan, string? interval, DateTimeOffset? prorationDate)
    {
        if (!PlanTable.All.Any(offer => string.Equals(offer.Plan.ToString(), plan, StringComparison.OrdinalIgnoreCase)))
        {
            return SubscriptionErrors.UnknownPlan;
        }

        BillingInterval? read = interval switch
        {
            null or "" or "month" => BillingInterval.Month,
            "year" => BillingInterval.Year,
            _ => null,
        };
        return read is { } often ? new SubscribeRequest(Enum.Parse<Plan>(plan, ignoreCase: true), often, prorationDate) : SubscriptionErrors.UnknownInterval;
    }

    /// <summary>The moment whose amounts hold: the preview's, else now, in whole seconds. A preview that is no longer honoured is refused, so that nobody pays another amount than they saw.</summary>
    public Result<DateTimeOffset> ProrationAt(DateTimeOffset now) => ProrationDate switch
    {
        null => DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()),
        { } shown when shown <= now && now - shown <= SubscriptionPolicy.PreviewLifetime => DateTimeOffset.FromUnixTimeSeconds(shown.ToUnixTimeSeconds()),
        _ => SubscriptionErrors.PreviewExpired,
    };
}

/// <summary>What came of it: a page of Stripe is next, it is done, it is planned, or it waits for a payment.</summary>
public enum SubscribeOutcome
{
    Checkout,
    Changed,
    Scheduled,
    PaymentNeeded,
}

/// <param name="Url">Stripe's page; null when none is next.</param>
public sealed record Subscribed(SubscribeOutcome Outcome, string? Url);
