using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Billing.Products;
using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Schedules;

/// <summary>Reads phases: each begins where the one before ends, the last lasts one billing period when nothing is said.</summary>
internal static class SchedulePhases
{
    private const int Most = 10;

    public static SchedulePhase Of(Subscription subscription) => new()
    {
        Currency = subscription.Currency,
        EndDate = subscription.PeriodEnd(),
        Items = Items(subscription),
        Metadata = subscription.Metadata,
        StartDate = subscription.PeriodStart(),
    };

    public static IReadOnlyList<PhaseItem> Items(Subscription subscription) => [.. subscription.Items.Data.Select(i => new PhaseItem(i.Price.Id, i.Quantity))];

    public static IReadOnlyList<SchedulePhase> Read(Scope scope, SubscriptionSchedule schedule, IReadOnlyList<PhaseParameters> given)
    {
        if (given.Count is 0 or > Most)
        {
            throw StripeError.Invalid($"A subscription schedule has 1 to {Most} phases.", "phases");
        }

        var phases = new List<SchedulePhase>();
        var start = schedule.CurrentPhase!.StartDate;
        for (var i = 0; i < given.Count; i++)
        {
            var path = $"phases[{i}]";
            if (Moment(scope, given[i].StartDate) is { } said && said != start)
            {
                throw StripeError.Invalid(
                    i == 0 ? "You can not modify the start date of the current phase." : "The start date of a phase must be the end date of the phase before it.",
                    $"{path}[start_date]");
            }

            var phase = Read(scope, given[i], start, path, last: i == given.Count - 1);
            phases.Add(phase);
            start = phase.EndDate;
        }

        return phases;
    }

    /// <summary>The subscription's items as a phase wants them: an item keeps its id where its place or price stays.</summary>
    public static IReadOnlyList<SubscriptionItem> Apply(Scope scope, Subscription subscription, SchedulePhase phase)
    {
        var free = subscription.Items.Data.ToList();
        var items = new List<SubscriptionItem>();
        foreach (var wanted in phase.Items)
        {
            var price = scope.Find<Price>(wanted.Price)!;
            var kept = free.Find(i => i.Price.Id == wanted.Price) ?? free.Find(i => phase.Items.All(p => p.Price != i.Price.Id));
            if (kept is not null)
            {
                free.Remove(kept);
            }

            items.Add((kept ?? subscription.Items.Data[0] with { Id = DocumentId.New("si_", 14), Created = scope.Created }) with { Price = price, Quantity = wanted.Quantity });
        }

        return items;
    }

    private static SchedulePhase Read(Scope scope, PhaseParameters given, long start, string path, bool last)
    {
        var items = given.Items.Select((item, i) => (
            Price: SubscriptionItems.RequirePrice(scope, item.Price ?? throw StripeError.Invalid($"Missing required param: {path}[items][{i}][price].", $"{path}[items][{i}][price]", "parameter_missing"), $"{path}[items][{i}][price]"),
            Quantity: item.Quantity ?? 1)).ToList();
        var recurring = items[0].Price.Recurring!;
        var end = (Moment(scope, given.EndDate), given.Duration) switch
        {
            ({ } moment, null) => moment,
            (null, { } duration) => BillingPeriod.After(start, new PriceRecurring(duration.Interval, 1), duration.IntervalCount ?? 1),
            (null, null) when last => BillingPeriod.After(start, recurring),
            (null, null) => throw StripeError.Invalid("Every phase but the last needs an end_date or a duration.", path),
            _ => throw StripeError.Invalid("You may only specify one of these parameters: end_date, duration.", path),
        };
        return end > start && end >= scope.Created
            ? new SchedulePhase
            {
                Currency = items[0].Price.Currency,
                EndDate = end,
                Items = [.. items.Select(i => new PhaseItem(i.Price.Id, i.Quantity))],
                Metadata = Metadata.Merge(null, given.Metadata),
                ProrationBehavior = given.ProrationBehavior ?? "create_prorations",
                StartDate = start,
            }
            : throw StripeError.Invalid("The end date of a phase must be after its start and not in the past.", $"{path}[end_date]");
    }

    private static long? Moment(Scope scope, JsonNode? value) => value?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.Number => value.GetValue<long>(),
        _ => scope.Created,
    };
}
