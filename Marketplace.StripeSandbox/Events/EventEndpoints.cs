using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Events;

internal sealed record EventListParameters : ListParameters
{
    public bool? DeliverySuccess { get; init; }
    public string? Type { get; init; }
    public IReadOnlyList<string>? Types { get; init; }
}

internal static class EventEndpoints
{
    public static void MapEvents(this StripeRoutes routes)
    {
        routes.Get<EventListParameters>("/v1/events", (call, p) => call.List(
            call.Scope.Newest<Event>().Where(e => (p.Type is null || Matches(e.Type, p.Type))
                && (p.Types is null || p.Types.Contains(e.Type))
                && (p.DeliverySuccess is null || p.DeliverySuccess == (e.PendingWebhooks == 0))),
            p));
        routes.Get("/v1/events/{id}", call => call.Scope.Require<Event>(call.Id, "event"));
    }

    private static bool Matches(string type, string wanted) =>
        wanted.EndsWith(".*", StringComparison.Ordinal) ? type.StartsWith(wanted[..^1], StringComparison.Ordinal) : type == wanted;
}
