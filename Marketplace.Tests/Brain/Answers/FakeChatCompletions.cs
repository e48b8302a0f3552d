using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Marketplace.Tests.Brain.Answers;

/// <summary>Chat completions in this process, as a service that is compatible with OpenAI streams them; it says what the test gives it.</summary>
internal sealed class FakeChatCompletions : IAsyncDisposable
{
    private static readonly string[] Body = ["model", "messages", "stream", "stream_options", "max_tokens", "max_completion_tokens"];
    private readonly WebApplication app;

    private FakeChatCompletions(WebApplication app) => this.app = app;

    public string Says { get; set; } = "";

    public string? FinishReason { get; set; } = "stop";

    public int Status { get; set; } = 200;

    public ConcurrentQueue<JsonNode> Requests { get; } = [];

    public ConcurrentQueue<string> Violations { get; } = [];

    public string Url => $"{app.Urls.First()}/v1";

    public static async Task<FakeChatCompletions> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore();
        var fake = new FakeChatCompletions(builder.Build());
        fake.app.MapPost("/v1/chat/completions", fake.AnswerAsync);
        await fake.app.StartAsync();
        return fake;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = JsonNode.Parse(await new StreamReader(context.Request.Body).ReadToEndAsync())!;
        Requests.Enqueue(request);
        foreach (var unknown in request.AsObject().Select(field => field.Key).Except(Body))
        {
            Violations.Enqueue($"{unknown}: unknown field");
        }

        if (context.Request.Headers.Authorization != "Bearer test-key")
        {
            Violations.Enqueue("authorization");
        }

        if (Status != 200)
        {
            context.Response.StatusCode = Status;
            return;
        }

        context.Response.ContentType = "text/event-stream";
        foreach (var piece in Says.Chunk(9))
        {
            await ChunkAsync(context, new JsonArray(Choice(new string(piece), null)), null);
        }

        if (FinishReason is { } reason)
        {
            await ChunkAsync(context, new JsonArray(Choice(null, reason)), null);
            await ChunkAsync(context, [], new JsonObject { ["prompt_tokens"] = 200, ["completion_tokens"] = 30, ["total_tokens"] = 230, ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = 50 } });
            await context.Response.WriteAsync("data: [DONE]\n\n");
        }
    }

    private static JsonObject Choice(string? text, string? reason) => new()
    {
        ["index"] = 0,
        ["delta"] = text is null ? new JsonObject() : new JsonObject { ["content"] = text },
        ["finish_reason"] = reason,
    };

    private static Task ChunkAsync(HttpContext context, JsonArray choices, JsonObject? usage) => context.Response.WriteAsync($"data: {new JsonObject
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion.chunk",
        ["created"] = 1,
        ["model"] = "gpt-test",
        ["choices"] = choices,
        ["usage"] = usage,
    }.ToJsonString()}\n\n");
}
