using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Schedules;

/*
 * active ──last phase over──► released or canceled, by end_behavior
 *   ├──release──► released
 *   └──cancel, or the subscription ends──► canceled
 */
internal sealed record SubscriptionSchedule : StripeObject
{
    public override string Object => "subscription_schedule";
    public BillingMode BillingMode { get; init; } = new("flexible");
    public long? CanceledAt { get; init; }
    public long? CompletedAt { get; init; }
    public CurrentPhase? CurrentPhase { get; init; }
    public required string Customer { get; init; }
    public ScheduleSettings DefaultSettings { get; } = new();
    public string EndBehavior { get; init; } = "release";
    public bool Livemode { get; init; }
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = Http.Metadata.Empty;
    public IReadOnlyList<string> PauseSchedules { get; } = [];
    public required IReadOnlyList<SchedulePhase> Phases { get; init; }
    public long? ReleasedAt { get; init; }
    public string? ReleasedSubscription { get; init; }
    public required string Status { get; init; }
    public string? Subscription { get; init; }

    public SchedulePhase? Phase() => Phases.FirstOrDefault(p => p.StartDate == CurrentPhase?.StartDate);
}

internal sealed record CurrentPhase(long EndDate, long StartDate);

internal sealed record ScheduleSettings
{
    public DisabledTax AutomaticTax { get; } = new();
    public string BillingCycleAnchor { get; } = "automatic";
    public string CollectionMethod { get; } = "charge_automatically";
    public IssuedBySelf InvoiceSettings { get; } = new();
}

internal sealed record SchedulePhase
{
    public IReadOnlyList<string> AddInvoiceItems { get; } = [];
    public required string Currency { get; init; }
    public IReadOnlyList<string> Discounts { get; } = [];
    public required long EndDate { get; init; }
    public required IReadOnlyList<PhaseItem> Items { get; init; }
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = Http.Metadata.Empty;
    public string ProrationBehavior { get; init; } = "create_prorations";
    public required long StartDate { get; init; }
}

internal sealed record PhaseItem(string Price, long Quantity)
{
    public IReadOnlyList<string> Discounts { get; } = [];
    public IReadOnlyDictionary<string, string> Metadata { get; } = Http.Metadata.Empty;
    public string Plan => Price;
}

internal sealed record ScheduleCreateParameters
{
    public string? Customer { get; init; }
    public string? EndBehavior { get; init; }
    public string? FromSubscription { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public IReadOnlyList<PhaseParameters>? Phases { get; init; }
}

internal sealed record ScheduleUpdateParameters
{
    public string? EndBehavior { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public IReadOnlyList<PhaseParameters>? Phases { get; init; }
    public string? ProrationBehavior { get; init; }
}

internal sealed record PhaseParameters
{
    public PhaseDuration? Duration { get; init; }

    /// <summary>A moment, or `now`.</summary>
    public JsonNode? EndDate { get; init; }
    public required IReadOnlyList<PhaseItemParameters> Items { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public string? ProrationBehavior { get; init; }
    public JsonNode? StartDate { get; init; }
}

internal sealed record PhaseDuration(string Interval, int? IntervalCount);

internal sealed record PhaseItemParameters(string? Price, long? Quantity);

internal sealed record ScheduleCancelParameters
{
    public bool InvoiceNow { get; init; }
    public bool Prorate { get; init; } = true;
}

internal sealed record ScheduleReleaseParameters(bool PreserveCancelDate);

internal sealed record ScheduleListParameters : ListParameters
{
    public string? Customer { get; init; }
    public bool? Scheduled { get; init; }
}
