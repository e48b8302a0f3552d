using System.Diagnostics;
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
    TimeProvider time,
    ILogger<WebhookSender> logger) : BackgroundService
{
    private const int BatchSize = 20;
    private const int AnswerKept = 500;
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
        var now = time.GetUtcNow();
        var wallClock = TimeProvider.System.GetUtcNow();
        var due = new List<(string, string, WebhookTarget)>();
        foreach (var delivery in session.All<WebhookDelivery>())
        {
            if (delivery.IsDue(now) && !IsHeld(session, delivery, wallClock)
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

    private static bool IsHeld(StoreSession session, WebhookDelivery delivery, DateTimeOffset wallClock) =>
        delivery.HeldUntil > wallClock
            && !(delivery.LetsLaterOnesPass && session.All<WebhookDelivery>().Any(d => d.Sequence > delivery.Sequence && d.Url == delivery.Url && d.Attempts > 0));

    private async Task<DeliveryAttempt> PostAsync(WebhookTarget target, string payload, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Url)
        {
            Content = new StringContent(payload, Encoding.UTF8, "application/json"),
        };
        // Wall clock: the receiver's patience with a signature is measured there.
        var signature = WebhookSignature.Header(payload, target.Secret, TimeProvider.System.GetUtcNow());
        request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        var started = Stopwatch.GetTimestamp();
        DeliveryAttempt Attempt(int? status, string? error, string? answer = null) => new(time.GetUtcNow(), status, error)
        {
            Answer = answer,
            Signature = signature,
            TookMs = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
        };

        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var answer = await BeginningAsync(response.Content, cancellationToken);
            return Attempt((int)response.StatusCode, response.IsSuccessStatusCode ? null : response.ReasonPhrase, answer);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return Attempt(null, failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Attempt(null, "The receiver did not answer in time.");
        }
    }

    private static async Task<string> BeginningAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await content.ReadAsStreamAsync(cancellationToken));
        var buffer = new char[AnswerKept];
        var length = await reader.ReadBlockAsync(buffer.AsMemory(), cancellationToken);
        return new string(buffer, 0, length).Replace("\0", "", StringComparison.Ordinal);
    }

    private static void Record(StoreSession session, string deliveryId, DeliveryAttempt attempt)
    {
        if (session.Find<WebhookDelivery>(deliveryId) is not { } delivery)
        {
            return;
        }

        session.Put(delivery.After(attempt));
        if (attempt.Succeeded && session.Find<Event>(delivery.EventId) is { PendingWebhooks: > 0 } happened)
        {
            session.Put(happened with { PendingWebhooks = happened.PendingWebhooks - 1 });
        }
    }
}
