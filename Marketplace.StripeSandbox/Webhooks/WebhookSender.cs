using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Marketplace.StripeSandbox.Events;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Webhooks;

/// <summary>Delivers events in the background, in order of their making, until each receiver has answered 2xx.</summary>
internal sealed class WebhookSender(
    DocumentStore store,
    WebhookTargets targets,
    WireJson wire,
    ILogger<WebhookSender> logger) : BackgroundService
{
    private const int BatchSize = 20;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(150);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Not from the factory: its resilience handlers would repeat a POST behind the back of the delivery log.
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
    {
        Timeout = TimeSpan.FromSeconds(20),
    };

    public override void Dispose()
    {
        client.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await SendDueAsync(stoppingToken) == 0)
                {
                    await Task.Delay(Rest, stoppingToken);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "Delivering webhooks failed; going on");
                await Task.Delay(Rest, stoppingToken);
            }
        }
    }

    /// <summary>Sends what is due now; returns how many deliveries were tried.</summary>
    internal async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        var due = await store.ExecuteAsync(Due, cancellationToken);
        // In order per receiver; a slow one does not hold up the others.
        await Task.WhenAll(due.GroupBy(d => d.Target.Url).Select(async receiver =>
        {
            foreach (var (deliveryId, payload, target) in receiver)
            {
                var attempt = await PostAsync(target, payload, cancellationToken);
                await store.ExecuteAsync(session => Record(session, deliveryId, attempt), cancellationToken);
            }
        }));
        return due.Count;
    }

    private List<(string DeliveryId, string Payload, WebhookTarget Target)> Due(StoreSession session)
    {
        // Wall clock: the receiver's patience with a signature is measured there.
        var now = TimeProvider.System.GetUtcNow();
        var due = new List<(string, string, WebhookTarget)>();
        foreach (var delivery in session.All<WebhookDelivery>())
        {
            if (delivery.State == DeliveryState.Pending && delivery.NextAttemptAt <= now
                && session.Find<Event>(delivery.EventId) is { } happened
                && targets.Of(session, delivery) is { } target)
            {
                due.Add((delivery.Id, wire.Of(happened).ToJsonString(Indented), target));
                if (due.Count == BatchSize)
                {
                    break;
                }
            }
        }

        return due;
    }

    private async Task<DeliveryAttempt> PostAsync(WebhookTarget target, string payload, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Url)
        {
            Content = new StringContent(payload, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Stripe-Signature", WebhookSignature.Header(payload, target.Secret, TimeProvider.System.GetUtcNow()));
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return new DeliveryAttempt((int)response.StatusCode, response.IsSuccessStatusCode ? null : response.ReasonPhrase);
        }
        catch (HttpRequestException failure)
        {
            return new DeliveryAttempt(null, failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryAttempt(null, "The receiver did not answer in time.");
        }
    }

    private static void Record(StoreSession session, string deliveryId, DeliveryAttempt attempt)
    {
        if (session.Find<WebhookDelivery>(deliveryId) is not { } delivery)
        {
            return;
        }

        session.Put(delivery.After(attempt, TimeProvider.System.GetUtcNow()));
        if (attempt.Succeeded && session.Find<Event>(delivery.EventId) is { PendingWebhooks: > 0 } happened)
        {
            session.Put(happened with { PendingWebhooks = happened.PendingWebhooks - 1 });
        }
    }
}
