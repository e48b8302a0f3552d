using Marketplace.StripeSandbox.Billing.Invoices;
using Marketplace.StripeSandbox.Billing.Schedules;
using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing;

/// <summary>
/// What time brings to subscriptions and invoices. After a jump of months everything skipped happens in its order and as of
/// its own moment: three renewals, each with its draft, its payment and its retries between.
/// </summary>
internal static class BillingClock
{
    /// <summary>More than this at one tick is a mistake of ours, not the passing of time.</summary>
    private const int MostSteps = 20_000;

    private static readonly TimeSpan TrialNotice = TimeSpan.FromDays(3);

    public static void Run(Scope scope)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            var due = Due(scope).Where(d => d.At <= scope.Created).MinBy(d => (d.At, d.Order));
            if (due is null)
            {
                return;
            }

            due.Action(scope.At(DateTimeOffset.FromUnixTimeSeconds(due.At), due.Owner));
        }

        throw new InvalidOperationException("Billing does not come to rest.");
    }

    /// <summary>At the same second: a cancellation comes before a change of phase, and both before the renewal.</summary>
    private static IEnumerable<DueStep> Due(Scope scope)
    {
        foreach (var s in scope.Session.All<Subscription>().Where(s => s.EndedAt is null))
        {
            if (s.Status == "incomplete")
            {
                yield return new DueStep(s.Created + Seconds(scope.Billing.FirstPaymentTime), 5, s.Owner, at => SubscriptionEnding.Expire(at, s));
                continue;
            }

            if (s.CancelAt is { } cancelAt)
            {
                yield return new DueStep(cancelAt, 0, s.Owner, at => SubscriptionEnding.End(at, s, "cancellation_requested"));
            }

            if (s.Schedule is { } id && scope.Find<SubscriptionSchedule>(id) is { CurrentPhase: { } phase } schedule)
            {
                yield return new DueStep(phase.EndDate, 1, s.Owner, at => ScheduleActions.Advance(at, schedule));
            }

            if (s.PendingUpdate is { } pending)
            {
                yield return new DueStep(pending.ExpiresAt, 2, s.Owner, at => SubscriptionUpdates.DropPending(at, s));
            }

            if (s is { Status: "trialing", TrialNoticeSent: false, TrialEnd: { } trialEnd })
            {
                yield return new DueStep(Math.Max(s.Created, trialEnd - Seconds(TrialNotice)), 3, s.Owner, at => SubscriptionCreation.TellTrialEnds(at, s));
            }

            yield return new DueStep(s.PeriodEnd(), 3, s.Owner, at => SubscriptionRenewal.Renew(at, s));
        }

        foreach (var i in scope.Session.All<Invoice>().Where(i => i.Status is "draft" or "open"))
        {
            if (i is { Status: "draft", AutomaticallyFinalizesAt: { } finalizesAt })
            {
                yield return new DueStep(finalizesAt, 4, i.Owner, at => Charge(at, InvoiceLifecycle.Finalize(at, i)));
            }
            else if (i is { Status: "open", NextPaymentAttempt: { } attemptAt })
            {
                yield return new DueStep(attemptAt, 4, i.Owner, at => Charge(at, i));
            }
        }
    }

    private static void Charge(Scope scope, Invoice invoice) =>
        InvoiceCollection.Collect(scope, invoice, InvoiceCollection.DefaultMethod(scope, invoice), automatic: true);

    private static long Seconds(TimeSpan time) => (long)time.TotalSeconds;

    private sealed record DueStep(long At, int Order, string? Owner, Action<Scope> Action);
}
