using System.Net.ServerSentEvents;
using Marketplace.Contracts.Brain;
using Marketplace.Contracts.Http;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Brain;

/// <summary>Asking: by a form that leads to the answer's page, or by a script that shows the answer while it is made.</summary>
internal static class AskEndpoints
{
    public static void MapAsk(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/brain/ask", AskAsync).RequireAuthorization();
        routes.MapPost("/brain/answers/{id:guid}/helpful", RateAsync).RequireAuthorization();
    }

    private static async Task<IResult> AskAsync(
        [FromForm] string? question, [FromForm] string? productSlug, HttpRequest request, BrainClient brain, CancellationToken cancellationToken)
    {
        var query = new BrainQueryRequest { Question = question?.ReplaceLineEndings("\n").Trim() ?? "", ProductSlug = string.IsNullOrEmpty(productSlug) ? null : productSlug };
        if (request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType == AnswerRoutes.EventStream))
        {
            return await StreamAsync(query, brain, cancellationToken);
        }

        var answer = await brain.AskAsync(query, cancellationToken);
        return TypedResults.LocalRedirect($"/brain/answers/{answer.Id}{(query.ProductSlug is null ? "" : $"?product={Uri.EscapeDataString(query.ProductSlug)}")}");
    }

    /// <summary>A refusal comes before the first event: then the answer is that refusal, with its status.</summary>
    private static async Task<IResult> StreamAsync(BrainQueryRequest query, BrainClient brain, CancellationToken cancellationToken)
    {
        var events = brain.StreamAsync(query, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            return await events.MoveNextAsync()
                ? TypedResults.ServerSentEvents(Rest(events))
                : TypedResults.Problem("The answer was empty. Try again.", statusCode: StatusCodes.Status502BadGateway);
        }
        catch (ApiProblemException refused)
        {
            await events.DisposeAsync();
            return TypedResults.Problem(refused.Detail ?? refused.Title, statusCode: refused.Status, title: refused.Title);
        }
    }

    private static async IAsyncEnumerable<SseItem<AnswerEventView>> Rest(IAsyncEnumerator<AnswerEventView> events)
    {
        await using (events)
        {
            do
            {
                yield return new(events.Current, "answer");
            }
            while (await events.MoveNextAsync());
        }
    }

    private static async Task<IResult> RateAsync(Guid id, [FromForm] bool helpful, HttpRequest request, BrainClient brain, Flash flash, CancellationToken cancellationToken)
    {
        await brain.RateAnswerAsync(id, new() { Helpful = helpful }, cancellationToken);
        flash.Say("Thank you", helpful ? "Its authors see that it helped somebody." : "That helps to make answers better.");
        return TypedResults.LocalRedirect(LocalUrl.Back(request, $"/brain/answers/{id}"));
    }
}
