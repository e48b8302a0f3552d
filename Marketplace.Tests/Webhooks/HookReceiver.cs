using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Marketplace.Tests.Webhooks;

/// <summary>A seller's program: a real server in this process that writes down what it gets, and answers as a test wants.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication server;
    private int underWay;

    private HookReceiver(WebApplication server) => this.server = server;

    public ConcurrentQueue<ReceivedHook> Received { get; } = [];

    /// <summary>The most requests that were open at once.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>204 unless a test says otherwise.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context =>
    {
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    };

    public Uri Url => new(server.Urls.First());

    public static async Task<HookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new HookReceiver(app);
        app.Run(receiver.HandleAsync);
        await app.StartAsync();
        return receiver;
    }

    public Uri At(string path) => new(Url, path);

    /// <summary>Answers with these statuses, one after the other, and goes on with the last.</summary>
    public void AnswerWith(params int[] statuses)
    {
        var next = 0;
        Answer = context =>
        {
            context.Response.StatusCode = statuses[Math.Min(Interlocked.Increment(ref next), statuses.Length) - 1];
            return Task.CompletedTask;
        };
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        lock (server)
        {
            MostAtOnce = Math.Max(MostAtOnce, ++underWay);
        }

        try
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var headers = context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
            Received.Enqueue(new(context.Request.Method, context.Request.Path, headers, await reader.ReadToEndAsync()));
            await Answer(context);
        }
        finally
        {
            lock (server)
            {
                underWay--;
            }
        }
    }
}

internal sealed record ReceivedHook(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Id => Headers["webhook-id"];

    /// <summary>Standard Webhooks by the letter of its text, apart from the product's own code.</summary>
    public bool IsSignedWith(string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        using var hmac = new HMACSHA256(key);
        var wanted = Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(Headers["webhook-id"] + "." + Headers["webhook-timestamp"] + "." + Body)));
        var moment = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture));
        return (TimeProvider.System.GetUtcNow() - moment).Duration() < TimeSpan.FromMinutes(5) && Headers["webhook-signature"].Split(' ').Contains("v1," + wanted);
    }
}
