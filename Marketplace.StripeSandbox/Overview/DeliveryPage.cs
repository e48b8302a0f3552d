using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Marketplace.StripeSandbox.Events;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Pages;
using Marketplace.StripeSandbox.Storage;
using Marketplace.StripeSandbox.Webhooks;

namespace Marketplace.StripeSandbox.Overview;

/// <summary>One delivery with all that was sent and answered.</summary>
internal static class DeliveryPage
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IResult Show(Scope scope, WireJson wire, string id)
    {
        if (scope.Find<WebhookDelivery>(id) is not { } delivery || scope.Find<Event>(delivery.EventId) is not { } happened)
        {
            return Layout.NotFound("There is no webhook delivery with this address.");
        }

        return Layout.Page(
            delivery.EventType,
            Html.Of($"""
                <p><a href="/_sandbox#webhooks">← Overview</a></p>
                <header class="title">
                  <div><h1>{delivery.EventType}</h1><p><code>{delivery.EventId}</code> to {delivery.Url}</p></div>
                  {OverviewTable.Button($"/_sandbox/deliveries/{id}/resend", "Send again", "resend", "1")}
                </header>
                <section class="card" aria-labelledby="attempts"><h2 id="attempts">Attempts</h2>{Attempts(delivery)}</section>
                <section class="card" aria-labelledby="request"><h2 id="request">Request</h2>
                  <pre tabindex="0">POST {new Uri(delivery.Url).PathAndQuery}
                Content-Type: application/json; charset=utf-8
                Stripe-Signature: {(delivery.Log is [.., var last] ? last.Signature : "made when it is sent")}

                {wire.Of(happened).ToJsonString(Indented)}</pre>
                </section>
                """),
            PageWidth.Wide);
    }

    private static Html Attempts(WebhookDelivery delivery) => delivery.Log.Count == 0
        ? Html.Of($"""<p class="hint">{(delivery.State == DeliveryState.Dropped ? "Never sent: a fault dropped it." : "Not sent yet.")}</p>""")
        : OverviewTable.Of("attempts", ["When", "Took#", "Status", "Answer"], delivery.Log.Reverse().Select(attempt => Html.Of($"""
            <tr>
              <td>{OverviewTable.Time(attempt.At)}</td>
              <td class="amount">{attempt.TookMs.ToString(CultureInfo.InvariantCulture)} ms</td>
              <td>{attempt.Status?.ToString(CultureInfo.InvariantCulture) ?? "none"}</td>
              <td>{(attempt.Answer is { Length: > 0 } answer ? answer : attempt.Error ?? "empty")}</td>
            </tr>
            """)));
}
