using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Stripe;

namespace Marketplace.Tests.StripeSandbox;

internal sealed record ReceivedWebhook(string Payload, string Signature)
{
    /// <summary>Checks the signature and API version as the product does.</summary>
    public Event Event(string secret = RunningSandbox.WebhookSecret) => EventUtility.ConstructEvent(Payload, Signature, secret);
}

/// <summary>The shop's side of webhooks.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<ReceivedWebhook> received = [];

    private WebhookReceiver(WebApplication app) => this.app = app;

    public Uri Url => new(new Uri(app.Urls.Single()), "/hook");

    /// <summary>What the receiver answers.</summary>
    public int Status { get; set; } = StatusCodes.Status200OK;

    public IReadOnlyList<ReceivedWebhook> All => [.. received];

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(builder.Build());
        receiver.app.MapPost("/hook", receiver.ReceiveAsync);
        await receiver.app.StartAsync();
        return receiver;
    }

    public async Task<Event> WaitForAsync(string type, string secret = RunningSandbox.WebhookSecret)
    {
        var limit = DateTime.UtcNow.AddSeconds(20);
        while (DateTime.UtcNow < limit)
        {
            if (received.Select(r => r.Event(secret)).FirstOrDefault(e => e.Type == type) is { } found)
            {
                return found;
            }

            await Task.Delay(25);
        }

        throw new TimeoutException($"No {type}; received: {string.Join(", ", received.Select(r => r.Event(secret).Type))}");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        received.Enqueue(new ReceivedWebhook(await reader.ReadToEndAsync(), request.Headers["Stripe-Signature"].ToString()));
        return Results.StatusCode(Status);
    }
}
