using Marketplace.Core.Outbox;

namespace Marketplace.Core.Accounts;

/// <summary>Where a right to a plan comes from. Names are stored.</summary>
public enum PlanSource
{
    /// <summary>The person's own subscription; only Stripe's word for it changes it.</summary>
    Subscription,

    /// <summary>An admin switched it on.</summary>
    Grant,

    /// <summary>A seat in somebody else's team.</summary>
    Team,
}

/// <summary>That somebody may use a plan, from one source. The largest of a person's rights is their <see cref="User.Plan"/>.</summary>
public sealed class PlanRight
{
    public required Guid UserId { get; init; }
    public required PlanSource Source { get; init; }
    public required Plan Plan { get; set; }

    /// <summary>When it ends by itself; null when something else must end it.</summary>
    public DateTimeOffset? Until { get; set; }
}

/// <summary>What somebody may use is more or less than before.</summary>
/// <param name="At">Tells one loss of a plan from the next.</param>
public sealed record PlanChanged(Guid UserId, Plan From, Plan To, DateTimeOffset At = default) : IOutboxEvent
{
    public static string Name => "accounts.plan_changed";
}
