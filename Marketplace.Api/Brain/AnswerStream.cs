using System.Text.Json;
using Marketplace.Contracts.Brain;
using Marketplace.Contracts.Http;
using Marketplace.Core.Brain.Answers;
using Microsoft.AspNetCore.Http.Features;

namespace Marketplace.Api.Brain;

/// <summary>An answer as server-sent events. The headers go out at once, so that whoever waits knows that the question was taken.</summary>
internal sealed class AnswerStream(AskBrain ask, AskedQuestion asked) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = AnswerRoutes.EventStream;
        response.Headers.CacheControl = "no-store";

        // Proxies that buffer would keep the stream until its end.
        response.Headers["X-Accel-Buffering"] = "no";
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await response.Body.FlushAsync(httpContext.RequestAborted);
        try
        {
            await foreach (var answerEvent in ask.AnswerAsync(asked, httpContext.RequestAborted))
            {
                await WriteAsync(response, answerEvent, httpContext.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody reads it any more.
        }
        catch (Exception exception)
        {
            httpContext.RequestServices.GetRequiredService<ILogger<AnswerStream>>().LogError(exception, "An answer failed while it was streamed");
            await WriteAsync(response, "problem", new AnswerProblemView(500, "internal_error", "The question could not be answered. It does not count against your month."), httpContext.RequestAborted);
        }
    }

    private static Task WriteAsync(HttpResponse response, AnswerEvent answerEvent, CancellationToken cancellationToken) => answerEvent switch
    {
        SourcesFound found => WriteAsync(response, "sources", AnswerViews.ToView(found), cancellationToken),
        SentenceChecked { Sentence: var sentence } => WriteAsync(response, "sentence", AnswerViews.ToView(sentence), cancellationToken),
        AnswerCompleted { Answer: var answer } => WriteAsync(response, "done", AnswerViews.ToView(answer), cancellationToken),
        _ => throw new InvalidOperationException($"{answerEvent.GetType().Name} has no event."),
    };

    private static async Task WriteAsync<T>(HttpResponse response, string type, T data, CancellationToken cancellationToken)
    {
        // JSON has no line breaks of its own here, so that an event is one line of data.
        await response.WriteAsync($"event: {type}\ndata: {JsonSerializer.Serialize(data, ApiClient.Json)}\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
