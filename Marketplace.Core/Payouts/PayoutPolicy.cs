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

    /// <summary>How often a seller's account is looked up at Stripe, besides its webhooks: where something is missing, and otherwise.</summary>
    public static readonly TimeSpan CheckIncompleteAfter = TimeSpan.FromHours(1);
    public static readonly TimeSpan CheckAfter = TimeSpan.FromHours(24);

    /// <summary>How often a seller with money on the Stripe balance is asked for at Stripe, besides its webhooks.</summary>
    public static readonly TimeSpan CheckBankAfter = TimeSpan.FromMinutes(10);

    /// <summary>How long a hold stands when nobody decides.</summary>
    public static readonly TimeSpan HoldLifetime = TimeSpan.FromDays(14);

    /// <summary>What the next run transfers: what is ready, less what the seller owes.</summary>
    public static long NextAmount(PayoutStanding standing) => Math.Max(0, standing.ReadyCents - standing.DebtCents);

    /// <summary>The one reason why a seller gets nothing in the next run, in the order of what to do first; null when paid.</summary>
    public static PayoutObstacle? ObstacleFor(SellerAccount account, PayoutStanding standing) => standing switch
    {
        _ when !account.DetailsSubmitted => new("onboarding_incomplete", "Stripe does not have all your details yet. Continue the onboarding to be paid."),
        _ when !account.TransfersActive => new("transfers_inactive", "Stripe has paused transfers to your account. See what it asks for under your seller account."),
        _ when !account.PayoutsEnabled => new("payouts_disabled", "Stripe cannot pay your bank account yet. Check the bank details in your Stripe account."),
        { Hold: { } hold } => new("on_hold", $"Your payouts are on hold until {hold.DeadlineAt:d MMMM yyyy} at the latest: {hold.Reason} You can appeal on this page."),
        { HasOpenTransfer: true } => new("open_payout", "A transfer is being made right now."),
        _ when NextAmount(standing) > 0 => null,
        { ReadyCents: > 0 } => new("debt", "What is ready goes against what you owe from refunds after a payout. Your next sales are paid out as usual once that is settled."),
        { FrozenCents: > 0 } => new("disputed", "A buyer's bank disputes a payment, so its money waits for the decision. Send what speaks for you under Disputes."),
        { EscrowCents: > 0 } => new("in_escrow", "Your sales are still in the seven days' holding period. They follow by themselves."),
        { DebtCents: > 0 } => new("debt", "You owe the marketplace from refunds after a payout. It is deducted from your next sales; there is nothing to pay by hand."),
        _ => new("nothing_due", "There is nothing to pay out. Your next sale starts the clock."),
    };
}

/// <summary>A seller's money as the next run will find it.</summary>
/// <param name="ReadyCents">Released by then, in no transfer and not frozen.</param>
/// <param name="EscrowCents">Still in the holding period then.</param>
/// <param name="FrozenCents">Stopped by a dispute or a fraud warning.</param>
/// <param name="DebtCents">Owed, and not being collected already.</param>
/// <param name="Hold">The active hold; null when there is none.</param>
public sealed record PayoutStanding(long ReadyCents, long EscrowCents, long FrozenCents, long DebtCents, bool HasOpenTransfer, PayoutHold? Hold);

/// <param name="Code">Stable, MONEY.md 11.</param>
/// <param name="Text">The same in words, with the action that ends it.</param>
public sealed record PayoutObstacle(string Code, string Text);
