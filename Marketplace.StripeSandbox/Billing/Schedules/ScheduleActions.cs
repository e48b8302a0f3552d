using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Schedules;

internal static class ScheduleActions
{
    public static SubscriptionSchedule Create(Scope scope, ScheduleCreateParameters parameters)
    {
        if (parameters.FromSubscription is not { } id)
        {
            throw StripeError.Unsupported("A subscription schedule without from_subscription");
        }

        if (parameters is not { Customer: null, EndBehavior: null, Phases: null })
        {
            throw StripeError.Invalid("You cannot set other fields when `from_subscription` is given.", "from_subscription");
        }

        var subscription = scope.RequireParameter<Subscription>(id, "subscription", "from_subscription");
        if (subscription.Schedule is not null || !subscription.IsLive())
        {
            throw StripeError.Invalid(
                subscription.Schedule is null
                    ? $"You cannot migrate a subscription that is {subscription.Status}."
                    : "You cannot migrate a subscription that is already attached to a schedule.",
                "from_subscription");
        }

        var phase = SchedulePhases.Of(subscription);
        var schedule = scope.Put(new SubscriptionSchedule
        {
            Id = DocumentId.New("sub_sched_"),
            Owner = scope.Owner,
            Created = scope.Created,
            BillingMode = subscription.BillingMode,
            CurrentPhase = new CurrentPhase(phase.EndDate, phase.StartDate),
            Customer = subscription.Customer,
            EndBehavior = subscription.CancelAtPeriodEnd ? "cancel" : "release",
            Metadata = Metadata.Merge(null, parameters.Metadata),
            Phases = [phase],
            Status = "active",
            Subscription = subscription.Id,
        });
        scope.Emit("subscription_schedule.created", schedule);
        SubscriptionUpdates.Announce(scope, subscription, scope.Put(subscription with { Schedule = schedule.Id }));
        return schedule;
    }

    public static SubscriptionSchedule Update(Scope scope, string id, ScheduleUpdateParameters parameters)
    {
        var schedule = RequireActive(scope, id);
        if (parameters.EndBehavior is "none" or "renew")
        {
            throw StripeError.Unsupported($"end_behavior={parameters.EndBehavior}");
        }

        var phases = parameters.Phases is { } given ? SchedulePhases.Read(scope, schedule, given) : schedule.Phases;
        var updated = scope.Put(schedule with
        {
            CurrentPhase = new CurrentPhase(phases.First(p => p.StartDate == schedule.CurrentPhase!.StartDate).EndDate, schedule.CurrentPhase!.StartDate),
            EndBehavior = parameters.EndBehavior ?? schedule.EndBehavior,
            Metadata = Metadata.Merge(schedule.Metadata, parameters.Metadata),
            Phases = phases,
        });
        Conform(scope, updated, parameters.ProrationBehavior ?? "create_prorations");
        scope.Emit("subscription_schedule.updated", updated, schedule);
        return updated;
    }

    public static SubscriptionSchedule Release(Scope scope, string id)
    {
        var schedule = RequireActive(scope, id);
        return Release(scope, schedule);
    }

    public static SubscriptionSchedule Cancel(Scope scope, string id, ScheduleCancelParameters parameters)
    {
        var schedule = RequireActive(scope, id);
        SubscriptionEnding.Cancel(scope, schedule.Subscription!, new SubscriptionCancelParameters { InvoiceNow = parameters.InvoiceNow, Prorate = parameters.Prorate });
        return scope.Find<SubscriptionSchedule>(id)!;
    }

    /// <summary>The current phase is over: the next begins, or the schedule ends as it was told to.</summary>
    public static void Advance(Scope scope, SubscriptionSchedule schedule)
    {
        var next = schedule.Phases.FirstOrDefault(p => p.StartDate >= schedule.CurrentPhase!.EndDate);
        if (next is not null)
        {
            var advanced = scope.Put(schedule with { CurrentPhase = new CurrentPhase(next.EndDate, next.StartDate) });
            Conform(scope, advanced, next.ProrationBehavior);
            scope.Emit("subscription_schedule.updated", advanced, schedule);
        }
        else if (schedule.EndBehavior == "cancel")
        {
            SubscriptionEnding.End(scope, scope.Find<Subscription>(schedule.Subscription!)!, "cancellation_requested");
        }
        else
        {
            Release(scope, schedule);
        }
    }

    /// <summary>A change made to the subscription itself is taken over into the current phase.</summary>
    public static Subscription Follow(Scope scope, Subscription subscription)
    {
        if (subscription.Schedule is { } id && scope.Find<SubscriptionSchedule>(id) is { } schedule && schedule.Phase() is { } current)
        {
            scope.Put(schedule with { Phases = [.. schedule.Phases.Select(p => p == current ? p with { Items = SchedulePhases.Items(subscription) } : p)] });
        }

        return subscription;
    }

    public static void Close(Scope scope, SubscriptionSchedule schedule, string status)
    {
        var closed = scope.Put(schedule with { CanceledAt = scope.Created, CurrentPhase = null, Status = status });
        scope.Emit($"subscription_schedule.{status}", closed);
    }

    public static SubscriptionSchedule Release(Scope scope, SubscriptionSchedule schedule)
    {
        var released = scope.Put(schedule with
        {
            CurrentPhase = null,
            ReleasedAt = scope.Created,
            ReleasedSubscription = schedule.Subscription,
            Status = "released",
            Subscription = null,
        });
        var subscription = scope.Find<Subscription>(schedule.Subscription!)!;
        scope.Emit("subscription_schedule.released", released);
        SubscriptionUpdates.Announce(scope, subscription, scope.Put(subscription with { Schedule = null }));
        return released;
    }

    private static void Conform(Scope scope, SubscriptionSchedule schedule, string prorationBehavior)
    {
        var phase = schedule.Phase()!;
        var subscription = scope.Find<Subscription>(schedule.Subscription!)!;
        var after = SchedulePhases.Apply(scope, subscription, phase);
        if (!after.SequenceEqual(subscription.Items.Data))
        {
            var changed = SubscriptionUpdates.ChangeItems(scope, subscription, after, new ChangeTerms(prorationBehavior, "allow_incomplete", null));
            SubscriptionUpdates.Announce(scope, subscription, scope.Put(changed with { Metadata = Metadata.Merge(changed.Metadata, phase.Metadata) }));
        }
    }

    private static SubscriptionSchedule RequireActive(Scope scope, string id)
    {
        var schedule = scope.Require<SubscriptionSchedule>(id, "subscription_schedule");
        return schedule.Status == "active"
            ? schedule
            : throw StripeError.Invalid($"You cannot change a subscription schedule that is currently in the `{schedule.Status}` status.");
    }
}
