using Marketplace.Contracts.Subscriptions;
using Marketplace.Web.Accounts;

namespace Marketplace.Web.Subscriptions;

/// <summary>The one button of a plan on the pricing page, for whoever looks at it.</summary>
public sealed record PlanChoice(string Text, string Href, bool IsCurrent = false, bool IsPrimary = false)
{
    public const string Standing = "/account/subscription";
    public const string Cancel = $"{Standing}/cancel";

    public static string ChangePath(string plan, string interval) => $"{Standing}/change?plan={plan}&interval={interval}";

    /// <param name="view">Where the person stands; null for somebody who is not signed in, or while that is not known.</param>
    public static PlanChoice Of(string plan, string interval, bool signedIn, SubscriptionView? view) => (signedIn, view?.Subscription) switch
    {
        (false, _) => plan == PlanWords.Free
            ? new("Join", $"/account/sign-up?returnUrl={Uri.EscapeDataString(Standing)}")
            : new($"Choose {PlanWords.Title(plan)}", SignIn.Path(ChangePath(plan, interval)), IsPrimary: true),
        (true, null) => WithoutSubscription(plan, interval, view),
        (true, { } own) => WithSubscription(plan, interval, own),
    };

    private static PlanChoice WithoutSubscription(string plan, string interval, SubscriptionView? view) =>
        plan == (view?.Plan ?? PlanWords.Free) ? new("Your plan", Standing, IsCurrent: true)
        : PlanWords.Rank(plan) < PlanWords.Rank(view?.Plan) ? new("Your plan has all of this", Standing)
        : new($"Choose {PlanWords.Title(plan)}", ChangePath(plan, interval), IsPrimary: true);

    private static PlanChoice WithSubscription(string plan, string interval, OwnSubscriptionView own)
    {
        var title = PlanWords.Title(plan);
        var changes = own.CancelAt is not null || own.NextPlan is not null;
        if (plan == PlanWords.Free)
        {
            return own.CancelAt is { } end ? new($"From {PlanWords.Day(end)}", Standing) : new("Change to Free", Cancel);
        }

        if (plan == own.Plan && interval == own.Interval)
        {
            return new(changes ? $"Keep {title}" : "Your plan", Standing, IsCurrent: true);
        }

        if (plan == own.NextPlan && interval == (own.NextInterval ?? own.Interval))
        {
            return new($"From {PlanWords.Day(own.PeriodEnd)}", Standing);
        }

        if (plan == own.PendingPlan && interval == (own.PendingInterval ?? own.Interval))
        {
            return new("Waits for its payment", Standing);
        }

        if (plan == own.Plan)
        {
            return new(interval == PlanWords.Year ? "Pay yearly instead" : "Pay monthly instead", ChangePath(plan, interval));
        }

        var isUpgrade = PlanWords.Rank(plan) > PlanWords.Rank(own.Plan) && (interval == own.Interval || interval == PlanWords.Year);
        return new(isUpgrade ? $"Upgrade to {title}" : $"Change to {title}", ChangePath(plan, interval), IsPrimary: isUpgrade);
    }
}
