using Marketplace.Core.Accounts;

namespace Marketplace.Core.Payouts;

/// <summary>When sellers are paid: by one run a week, on Monday at 00:00 UTC (MONEY.md 10). A run that was missed is made up at once.</summary>
public static class PayoutPolicy
{
    /// <summary>A transfer without an answer is looked for again after this time.</summary>
    public static readonly TimeSpan SweepAfter = TimeSpan.FromMinutes(2);

    /// <summary>The Monday 00:00 UTC at or before <paramref name="now"/>: the run that must have taken place.</summary>
    public static DateTimeOffset RunDue(DateTimeOffset now)
    {
        var day = now.UtcDateTime.Date;
        var sinceMonday = ((int)day.DayOfWeek + 6) % 7;
        return new DateTimeOffset(day.AddDays(-sinceMonday), TimeSpan.Zero);
    }

    public static DateTimeOffset NextRun(DateTimeOffset now) => RunDue(now).AddDays(7);

    /// <summary>The run that will transfer money released at <paramref name="releaseAt"/>.</summary>
    public static DateTimeOffset RunFor(DateTimeOffset releaseAt, DateTimeOffset now)
    {
        var from = releaseAt > now ? releaseAt : now;
        var run = RunDue(from);
        return run == from && from > now ? run : run.AddDays(7);
    }

    /// <summary>The one reason why a seller gets nothing in the next run, in the order of what to do first; null when paid.</summary>
    public static PayoutObstacle? ObstacleFor(SellerAccount account, bool hasMoneyReady, bool hasMoneyInEscrow, bool hasOpenTransfer)
    {
        if (!account.DetailsSubmitted)
        {
            return new("onboarding_incomplete", "Stripe does not have all your details yet. Continue the onboarding to be paid.");
        }

        if (!account.TransfersActive)
        {
            return new("transfers_inactive", "Stripe has paused transfers to your account. See what it asks for under your seller account.");
        }

        if (!account.PayoutsEnabled)
        {
            return new("payouts_disabled", "Stripe cannot pay your bank account yet. Check the bank details in your Stripe account.");
        }

        if (hasOpenTransfer)
        {
            return new("open_payout", "A transfer is being made right now.");
        }

        if (hasMoneyReady)
        {
            return null;
        }

        return hasMoneyInEscrow
            ? new("in_escrow", "Your sales are still in the seven days' holding period. They follow by themselves.")
            : new("nothing_due", "There is nothing to pay out. Your next sale starts the clock.");
    }
}

/// <param name="Code">Stable, MONEY.md 11.</param>
/// <param name="Text">The same in words, with the action that ends it.</param>
public sealed record PayoutObstacle(string Code, string Text);
