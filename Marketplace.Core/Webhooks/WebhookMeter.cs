using System.Diagnostics.Metrics;

namespace Marketplace.Core.Webhooks;

/// <summary>How long events wait to be sent, and how their receivers answer.</summary>
public sealed class WebhookMeter : IDisposable
{
    private readonly Meter meter = new("Marketplace.Webhooks");
    private readonly Histogram<double> age;
    private readonly Counter<long> tries;

    public WebhookMeter()
    {
        age = meter.CreateHistogram<double>("marketplace.webhooks.queue.age", "s", "From when a delivery was due until a worker took it");
        tries = meter.CreateCounter<long>("marketplace.webhooks.tries", description: "Requests to sellers' endpoints, by outcome");
    }

    public void Claimed(ClaimedDelivery claimed, DateTimeOffset now) => age.Record(Math.Max(0, (now - claimed.DueAt).TotalSeconds));

    public void Tried(WebhookAnswer answer) => tries.Add(1, new KeyValuePair<string, object?>("outcome", answer.IsOk ? "succeeded" : "failed"));

    public void Dispose() => meter.Dispose();
}
