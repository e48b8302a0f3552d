using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Marketplace.Tests.Brain;

/// <summary>An HTTP server in this process that answers as a vector store's documentation says, and refuses whatever it does not know.</summary>
internal abstract class FakeServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Lock gate = new();

    protected FakeServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(HandleAsync);
    }

    public string Address => app.Urls.Single();

    /// <summary>Everything that was not as documented; a test ends with none.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Answered instead of everything, when set.</summary>
    public int? Broken { get; set; }

    public Task StartAsync() => app.StartAsync();

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    /// <returns>Status and body; null for a route that does not exist.</returns>
    protected abstract (int Status, object? Body)? Answer(string method, string path, IQueryCollection query, IHeaderDictionary headers, string body);

    protected void Refuse(string error) => Errors.Add(error);

    protected static double Cosine(float[] left, float[] right) => System.Numerics.Tensors.TensorPrimitives.CosineSimilarity<float>(left, right);

    protected static float[] Numbers(JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetSingle())];

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        (int Status, object? Body) answer;
        lock (gate)
        {
            answer = Broken is { } status ? (status, null) : Answer(context.Request.Method, context.Request.Path.Value!, context.Request.Query, context.Request.Headers, body) ?? (418, null);
            if (answer.Status == 418)
            {
                Errors.Add($"unknown route {context.Request.Method} {context.Request.Path}");
            }
        }

        context.Response.StatusCode = answer.Status;
        if (answer.Body is not null && context.Request.Method != "HEAD")
        {
            await context.Response.WriteAsJsonAsync(answer.Body);
        }
    }
}
