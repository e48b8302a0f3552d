using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Overview;

namespace Marketplace.StripeSandbox.Faults;

internal sealed record AddFault(FaultKind? Kind, string? Match, int? Count, int? DelayMs, int? Copies, string? On, bool Always = false);

internal sealed record RollFaults(int? Seed, int? Rate, IReadOnlyList<FaultKind>? Kinds, int? DelayMs);

internal static class FaultControls
{
    /// <summary>A delay is left out: it makes runs slow and is asked for by name.</summary>
    private static readonly FaultKind[] UsualKinds =
        [FaultKind.Error500, FaultKind.RateLimit, FaultKind.LockTimeout, FaultKind.LostRequest, FaultKind.LostAnswer, FaultKind.Duplicate, FaultKind.Reorder, FaultKind.Drop];

    public static void MapFaultControls(this IEndpointRouteBuilder app, SandboxControls controls)
    {
        var plan = app.ServiceProvider.GetRequiredService<FaultPlan>();
        app.MapGet("/_sandbox/faults", () => Results.Json(plan.View()));
        app.MapDelete("/_sandbox/faults", () =>
        {
            plan.Clear();
            return Results.Json(plan.View());
        });
        controls.Post<AddFault>("/_sandbox/faults", "faults", (_, wanted) => plan.Add(new FaultRule(
            wanted.Kind ?? throw StripeError.Invalid("Missing required param: kind.", "kind", "parameter_missing"),
            wanted.Match,
            wanted.Always ? null : wanted.Count ?? 1,
            wanted.DelayMs ?? 1000,
            wanted.Copies ?? 1,
            wanted.On == "webhooks")));
        controls.Post<RollFaults>("/_sandbox/faults/random", "faults", (_, wanted) =>
            plan.Roll(new RandomFaults(wanted.Seed ?? 1, wanted.Rate ?? 5, wanted.Kinds is { Count: > 0 } kinds ? kinds : UsualKinds, wanted.DelayMs ?? 300)));
        controls.Post<JsonObject>("/_sandbox/faults/clear", "faults", (_, _) =>
        {
            plan.Clear();
            return plan.View();
        });
        controls.Post<JsonObject>("/_sandbox/faults/{id}/remove", "faults", (call, _) =>
        {
            plan.Remove(int.TryParse(call.Id, out var id) ? id : 0);
            return plan.View();
        });
    }
}
