using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Tests.StripeSandbox;

/// <summary>Records what one sandbox was asked and answered under /v1; checked when the sandbox of the test is put away.</summary>
internal sealed class SandboxAudit
{
    private static long spentTicks;
    private static long checks;
    private readonly ConcurrentQueue<Exchange> exchanges = [];

    /// <summary>What the checks of all tests so far have cost.</summary>
    public static (TimeSpan Time, long Checks) Cost => (Stopwatch.GetElapsedTime(0, Interlocked.Read(ref spentTicks)), Interlocked.Read(ref checks));

    public async Task RecordAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal))
        {
            await next(http);
            return;
        }

        http.Request.EnableBuffering();
        var form = http.Request.QueryString.Value;
        if (http.Request.ContentType?.StartsWith("multipart/", StringComparison.Ordinal) == true)
        {
            form = null;
        }
        else if (HttpMethods.IsPost(http.Request.Method))
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8, leaveOpen: true);
            form = await reader.ReadToEndAsync();
            http.Request.Body.Position = 0;
        }

        var client = http.Response.Body;
        using var copy = new MemoryStream();
        http.Response.Body = copy;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = client;
        }

        copy.Position = 0;
        await copy.CopyToAsync(client);
        exchanges.Enqueue(new Exchange(http.Request.Method, http.Request.Path, form, http.Response.StatusCode, Encoding.UTF8.GetString(copy.ToArray())));
    }

    public IReadOnlyList<string> Violations(IReadOnlyList<ReceivedWebhook> webhooks)
    {
        var started = Stopwatch.GetTimestamp();
        var schemas = ContractSchemas.Instance;
        var found = new List<string>();
        // A fault that cuts the connection leaves no answer to look at.
        foreach (var exchange in exchanges.Where(e => e.Status == StatusCodes.Status200OK && e.Answer.Length > 0))
        {
            if (schemas.Template(exchange.Method, exchange.Path) is not { } template)
            {
                found.Add($"{exchange.Method} {exchange.Path}: not in the contract");
                continue;
            }

            if (exchange.Form is { } form)
            {
                found.AddRange(schemas.Request(exchange.Method, template, form));
            }

            found.AddRange(schemas.Answer(exchange.Method, template, exchange.Answer));
        }

        foreach (var webhook in webhooks)
        {
            found.AddRange(schemas.Event(webhook.Payload));
        }

        Interlocked.Add(ref spentTicks, Stopwatch.GetTimestamp() - started);
        Interlocked.Add(ref checks, (2 * exchanges.Count) + webhooks.Count);
        return found;
    }

    /// <summary>Without a form: a file was sent.</summary>
    private sealed record Exchange(string Method, string Path, string? Form, int Status, string Answer);
}
