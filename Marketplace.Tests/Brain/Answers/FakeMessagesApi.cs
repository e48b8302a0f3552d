using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Marketplace.Tests.Brain.Answers;

/// <summary>What the fake does on a call.</summary>
internal enum MessagesScript
{
    /// <summary>Quotes the sources' first paragraphs, each in a sentence of several blocks.</summary>
    Cited,

    /// <summary>Cites text that is in no source, a source and blocks that were not sent, and one that is right.</summary>
    BadCitations,
    NoCitations,
    NoAnswer,

    /// <summary>Does what a poisoned source asks for, and cites the source for it.</summary>
    Obeying,
    OverloadedOnce,
    Overloaded,

    /// <summary>An error event after the first sentence.</summary>
    Broken,

    /// <summary>The connection ends after the first sentence, without an error.</summary>
    Cut,
    Slow,
    Refusal,
    MaxTokens,
    ToolUse,
}

/// <summary>
/// The Messages API in this process, as strict as the real one: unknown or missing headers and fields are refused. Only shapes that were recorded.
/// </summary>
internal sealed class FakeMessagesApi : IAsyncDisposable
{
    private static readonly string[] Body = ["model", "max_tokens", "messages", "system", "stream"];
    private readonly WebApplication app;

    private FakeMessagesApi(WebApplication app) => this.app = app;

    public MessagesScript Script { get; set; }

    public int Calls { get; private set; }

    public ConcurrentQueue<JsonNode> Requests { get; } = [];

    public ConcurrentQueue<string> Violations { get; } = [];

    /// <summary>Set once a caller has hung up while it was answered.</summary>
    public TaskCompletionSource HungUp { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Url => app.Urls.First();

    public static async Task<FakeMessagesApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore();
        var fake = new FakeMessagesApi(builder.Build());
        fake.app.MapFallback(context => fake.RefuseAsync(context, 404, "not_found_error", $"no such route: {context.Request.Method} {context.Request.Path}"));
        fake.app.MapPost("/v1/messages", fake.AnswerAsync);
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
        Calls++;
        var request = JsonNode.Parse(await new StreamReader(context.Request.Body).ReadToEndAsync())!;
        Requests.Enqueue(request);
        if (Fault(context.Request, request) is { } fault)
        {
            await RefuseAsync(context, 400, "invalid_request_error", fault);
            return;
        }

        if (Script is MessagesScript.Overloaded or MessagesScript.OverloadedOnce)
        {
            Script = Script == MessagesScript.OverloadedOnce ? MessagesScript.Cited : Script;
            await WriteErrorAsync(context, 529, "overloaded_error", "Overloaded");
            return;
        }

        context.Response.ContentType = "text/event-stream; charset=utf-8";
        try
        {
            await new MessagesStream(context, request).WriteAsync(Script);
        }
        catch (OperationCanceledException)
        {
            HungUp.TrySetResult();
        }
    }

    private static string? Fault(HttpRequest http, JsonNode request)
    {
        var blocks = request["messages"]?.AsArray().SelectMany(message => message!["content"]!.AsArray()).ToList() ?? [];
        return (http, request) switch
        {
            // As version 13.12 of the SDK sends them; older ones sent x-api-key.
            _ when http.Headers.Authorization != "Bearer test-key" => $"authorization: {string.Join(", ", http.Headers.Keys)}",
            _ when !DateOnly.TryParseExact(http.Headers["anthropic-version"], "yyyy-MM-dd", out _) => "anthropic-version",
            _ when http.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true => "content-type",
            _ when request.AsObject().Select(field => field.Key).Except(Body).FirstOrDefault() is { } unknown => $"{unknown}: unknown field",
            _ when Body.Except(request.AsObject().Select(field => field.Key)).FirstOrDefault() is { } missing => $"{missing}: missing",
            _ when request["stream"]!.GetValue<bool>() is false => "stream",
            _ when request["max_tokens"]!.GetValue<int>() is < 1 or > 8_192 => "max_tokens",
            _ when request["messages"]!.AsArray().Count != 1 || request["messages"]![0]!["role"]!.GetValue<string>() != "user" => "messages: one user turn",
            _ when request["system"]!.AsArray().Any(block => !Has(block!, "type", "text")) => "system",
            _ when blocks.Select(FaultOf).FirstOrDefault(fault => fault is not null) is { } fault => fault,
            _ when !Has(blocks[^1]!, "type", "text") => "the question comes last",
            _ => null,
        };
    }

    private static string? FaultOf(JsonNode? block) => block!["type"]!.GetValue<string>() switch
    {
        "text" => Has(block, "type", "text") ? null : "text: unknown field",
        "search_result" when !Has(block, "type", "source", "title", "content", "citations") => "search_result: fields",
        "search_result" when block["citations"]!["enabled"]?.GetValue<bool>() != true => "citations.enabled: all or none",
        "search_result" when block["content"]!.AsArray() is { Count: 0 } => "search_result.content: empty",
        "search_result" => block["content"]!.AsArray().All(part => Has(part!, "type", "text") && part!["text"]!.GetValue<string>().Trim().Length > 0) ? null : "search_result.content",
        var other => $"{other}: unknown block",
    };

    private static bool Has(JsonNode block, params string[] fields) => block.AsObject().Select(field => field.Key).Order().SequenceEqual(fields.Order());

    private async Task RefuseAsync(HttpContext context, int status, string type, string message)
    {
        Violations.Enqueue(message);
        await WriteErrorAsync(context, status, type, message);
    }

    private static async Task WriteErrorAsync(HttpContext context, int status, string type, string message)
    {
        context.Response.StatusCode = status;
        var error = new JsonObject { ["type"] = "error", ["error"] = new JsonObject { ["type"] = type, ["message"] = message }, ["request_id"] = "req_fake" };
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(error.ToJsonString());
    }
}
