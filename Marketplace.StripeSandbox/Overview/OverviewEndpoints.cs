using Marketplace.StripeSandbox.Accounts;
using Marketplace.StripeSandbox.Contract;
using Marketplace.StripeSandbox.Faults;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;
using Marketplace.StripeSandbox.Time;
using Marketplace.StripeSandbox.Webhooks;

namespace Marketplace.StripeSandbox.Overview;

/// <summary>What real Stripe does not have: a look inside, and a hand on the clock's work. Everything under `/_sandbox`.</summary>
internal static class OverviewEndpoints
{
    public static void MapOverview(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", () => Results.Redirect("/_sandbox"));
        app.MapGet("/_sandbox", (HttpContext http, SandboxWork work, ContractLog log, FaultPlan faults) =>
            work.ExecuteAsync(http, scope => OverviewView.Page(scope, SandboxState.Of(scope, log), faults.View())));
        app.MapGet("/_sandbox/state", (HttpContext http, SandboxWork work, ContractLog log) =>
            work.ExecuteAsync(http, scope => Results.Json(SandboxState.Of(scope, log))));
        app.MapGet("/_sandbox/accounts/{id}", (string id, HttpContext http, SandboxWork work) =>
            work.ExecuteAsync(http, scope => scope.Find<Account>(id) is { } account ? Results.Json(AccountState.Of(scope, account)) : Results.NotFound()));
        app.MapGet("/_sandbox/deliveries", (HttpContext http, SandboxWork work) =>
            work.ExecuteAsync(http, scope => Results.Json(scope.Session.All<WebhookDelivery>().Select(DeliveryView.Of).ToList())));
        app.MapGet("/_sandbox/deliveries/{id}", (string id, HttpContext http, SandboxWork work, WireJson wire) =>
            work.ExecuteAsync(http, scope => DeliveryPage.Show(scope, wire, id)));
        app.MapPost("/_sandbox/deliveries/{id}/resend", (string id, HttpContext http, SandboxWork work) =>
            work.ExecuteAsync(http, scope => Resend(scope, id, http)));
        app.MapPost("/_sandbox/tick", async (HttpContext http, Ticker ticker) =>
        {
            var now = await ticker.TickAsync(http.RequestAborted);
            return Done(http, new { now });
        });
    }

    private static IResult Resend(Scope scope, string id, HttpContext http)
    {
        if (scope.Find<WebhookDelivery>(id) is not { } delivery)
        {
            return Results.NotFound();
        }

        var again = scope.Put(delivery.Again(scope.Now));
        return Done(http, DeliveryView.Of(again), "#webhooks");
    }

    /// <summary>Buttons of the page send a form and go back to it; programs get JSON.</summary>
    private static IResult Done(HttpContext http, object answer, string section = "") =>
        http.Request.HasFormContentType ? Results.Redirect($"/_sandbox{section}") : Results.Json(answer);
}
